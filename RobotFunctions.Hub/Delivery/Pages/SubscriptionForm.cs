namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary>The form of a subscription, as it was typed.</summary>
public sealed record SubscriptionForm
{
    private static readonly char[] Separators = [' ', ',', '\r', '\n', '\t'];

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How the destination is reached; only a new subscription has a choice.</summary>
    public SubscriptionKind Kind { get; init; }

    /// <summary>Where events are sent.</summary>
    public string Url { get; init; } = "";

    /// <summary>The event types, one in each line.</summary>
    public string Types { get; init; } = "";

    /// <summary>A secret from outside; empty for a generated one.</summary>
    public string Secret { get; init; } = "";

    /// <summary>A new credential; empty to keep what there is.</summary>
    public string Credential { get; init; } = "";

    /// <summary>Whether the stored credential is removed.</summary>
    public bool RemoveCredential { get; init; }

    /// <summary>The version that the form was opened with.</summary>
    public string Tag { get; init; } = "";

    internal static SubscriptionForm Of(Subscription subscription) => new()
    {
        Name = subscription.Name,
        Kind = subscription.Kind,
        Url = subscription.Url,
        Types = subscription.Types.Replace(' ', '\n'),
        Tag = subscription.Tag,
    };

    internal static SubscriptionForm Read(IFormCollection form) => new()
    {
        Name = form["name"].ToString().Trim(),
        Kind = SubscriptionKinds.Parse(form["kind"].ToString()),
        Url = form["url"].ToString().Trim(),
        Types = form["types"].ToString(),
        Secret = form["secret"].ToString().Trim(),
        Credential = form["credential"].ToString().Trim(),
        RemoveCredential = form["remove_credential"] == "yes",
        Tag = form["tag"].ToString(),
    };

    internal SubscriptionInput ToInput() => new()
    {
        Name = Name,
        Url = Url,
        Types = Types.Split(Separators, StringSplitOptions.RemoveEmptyEntries),
        Secret = Secret.Length == 0 ? null : Secret,
        Credential = RemoveCredential ? "" : Credential.Length == 0 ? null : Credential,
    };
}
