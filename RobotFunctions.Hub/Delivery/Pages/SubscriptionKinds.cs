namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary>The kinds of destinations, in forms and in the words of a person.</summary>
internal static class SubscriptionKinds
{
    /// <summary>The kinds, the most usual first.</summary>
    public static readonly IReadOnlyList<(SubscriptionKind Kind, string Value, string Text, string Hint)> All =
    [
        (SubscriptionKind.Webhook, "webhook", "Webhook", "An HTTP endpoint of yours. It verifies signatures (Standard Webhooks)."),
        (SubscriptionKind.CloudEvents, "cloudevents", "CloudEvents endpoint", "An HTTP endpoint that takes CloudEvents and a credential, such as Event Grid."),
        (SubscriptionKind.StorageQueue, "storage-queue", "Azure Storage queue", "Its URL with a shared access signature, or a connection string as credential."),
    ];

    /// <summary>What a person calls a kind.</summary>
    public static string TextOf(SubscriptionKind kind) => All.First(item => item.Kind == kind).Text;

    /// <summary>The kind that a form names; a webhook if it names none.</summary>
    public static SubscriptionKind Parse(string value) => All.FirstOrDefault(item => item.Value == value).Kind;
}
