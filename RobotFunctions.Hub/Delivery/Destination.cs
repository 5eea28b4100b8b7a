using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Hub.Delivery;

/// <summary>A subscription with its secrets decrypted, for one attempt. It is not a record, whose text would show them.</summary>
internal sealed class Destination
{
    public required SubscriptionKind Kind { get; init; }

    public required Uri Url { get; init; }

    /// <summary>The secrets that sign: two while they are rotated, none if the destination verifies no signatures.</summary>
    public required IReadOnlyList<WebhookSecret> Secrets { get; init; }

    /// <summary>What <see cref="Subscription.Credential"/> is.</summary>
    public string? Credential { get; init; }
}
