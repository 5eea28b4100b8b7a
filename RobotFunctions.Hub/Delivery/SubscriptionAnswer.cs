using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// A subscription on the wire. Its secrets are not shown, except a new one in the answer that made it. A direct one is the webhook of a schema of tasks: it gets
/// only what is addressed to it, and is changed by the schema.
/// </summary>
public sealed record SubscriptionAnswer(
    Guid Id,
    string Name,
    SubscriptionKind Kind,
    string Url,
    IReadOnlyList<string> Types,
    bool HasSecret,
    bool HasCredential,
    DateTimeOffset? FormerSecretUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    string? DisabledReason,
    bool IsDirect)
{
    /// <summary>A new secret; it is not shown again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    internal static SubscriptionAnswer Of(Subscription subscription, string? secret = null) => new(
        subscription.Id,
        subscription.Name,
        subscription.Kind,
        subscription.Url,
        EventTypes.Parse(subscription.Types).Patterns,
        subscription.Secret is not null,
        subscription.Credential is not null,
        subscription.FormerSecretUntil,
        subscription.CreatedAt,
        subscription.DisabledAt,
        subscription.DisabledReason,
        subscription.IsDirect)
    {
        Secret = secret,
    };
}
