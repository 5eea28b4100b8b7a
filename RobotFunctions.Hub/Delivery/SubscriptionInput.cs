using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary>What somebody asks a subscription to be. Null leaves a property as it is, or at its default.</summary>
internal sealed record SubscriptionInput
{
    private const int MaxName = 200;

    public string? Name { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>A secret from outside; null for a generated one.</summary>
    public string? Secret { get; init; }

    /// <summary>A header as <c>name: value</c>, or the credential of a storage queue; empty for none.</summary>
    public string? Credential { get; init; }

    /// <summary>Checks what is given, and takes the shared access signature of a queue out of its URL.</summary>
    /// <param name="kind">How the destination is reached.</param>
    /// <param name="allowPrivate">Whether private addresses are allowed.</param>
    /// <param name="problem">What is wrong; null if all is well.</param>
    public SubscriptionInput Check(SubscriptionKind kind, bool allowPrivate, out FieldProblem? problem)
    {
        var normal = this;
        string? urlProblem = null;
        if (Url is not null && DestinationUrl.TryCreate(Url, allowPrivate, out var url, out urlProblem))
        {
            normal = kind == SubscriptionKind.StorageQueue && url.Query.Length > 0
                ? this with { Url = url.GetLeftPart(UriPartial.Path), Credential = Credential ?? url.Query.TrimStart('?') }
                : this with { Url = url.AbsoluteUri };
        }

        EventTypes.TryCreate(Types, out var typesProblem);
        problem = First(
            ("name", NameProblem), ("url", urlProblem), ("types", typesProblem), ("secret", SecretProblem(kind)), ("credential", normal.CredentialProblem(kind)));
        return normal;
    }

    private string? NameProblem => Name is { } name && ProblemText.Clean(name, MaxName) != name
        ? $"The name has at most {MaxName} printable characters, and no white space around it."
        : null;

    private static FieldProblem? First(params ReadOnlySpan<(string Field, string? Detail)> problems)
    {
        foreach (var (field, detail) in problems)
        {
            if (detail is not null)
            {
                return new(field, detail);
            }
        }

        return null;
    }

    internal string? SecretProblem(SubscriptionKind kind) =>
        Secret is null ? null
        : kind == SubscriptionKind.StorageQueue ? "A storage queue verifies no signatures. Leave out the secret."
        : WebhookSecret.TryParse(Secret, out _) ? null
        : $"The secret must be {WebhookSecret.Prefix} and the base64 of {WebhookSecret.MinLength} to {WebhookSecret.MaxLength} bytes. Leave it out to get a new one.";

    private string? CredentialProblem(SubscriptionKind kind) =>
        string.IsNullOrEmpty(Credential) ? null
        : kind == SubscriptionKind.StorageQueue
            ? StorageQueueCredential.TryParse(Credential, out _) ? null : "The credential of a storage queue is a shared access signature (sv=...&sig=...) or a connection string."
        : CredentialHeader.TryParse(Credential, out _) ? null
        : "The credential must be a header of ASCII characters such as 'aeg-sas-key: VALUE', and not one that the Hub sets itself.";
}
