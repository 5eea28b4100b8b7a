using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The body that creates a subscription.</summary>
internal sealed record SubscriptionCreation(
    SubscriptionKind Kind, string Name, string Url, IReadOnlyList<string>? Types = null, string? Secret = null, string? Credential = null)
{
    public SubscriptionInput ToInput() => new() { Name = Name, Url = Url, Types = Types, Secret = Secret, Credential = Credential };
}

/// <summary>The body that changes a subscription. What is absent or null stays; an empty credential removes it.</summary>
internal sealed record SubscriptionPatch(string? Name = null, string? Url = null, IReadOnlyList<string>? Types = null, string? Credential = null)
{
    public SubscriptionInput ToInput() => new() { Name = Name, Url = Url, Types = Types, Credential = Credential };
}

/// <summary>The body that rotates a secret.</summary>
/// <param name="Secret">The new secret; null for a generated one.</param>
internal sealed record SubscriptionRotation(string? Secret = null);

/// <summary>The body that enables a subscription.</summary>
/// <param name="Paused">What happens to its paused deliveries.</param>
internal sealed record SubscriptionEnabling(PausedDeliveries Paused);

/// <summary>What happens to paused deliveries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PausedDeliveries>))]
internal enum PausedDeliveries
{
    /// <summary>They are delivered.</summary>
    [JsonStringEnumMemberName("resume")]
    Resume,

    /// <summary>They are removed.</summary>
    [JsonStringEnumMemberName("discard")]
    Discard,
}
