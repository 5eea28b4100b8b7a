namespace RobotFunctions.Core.Webhooks;

/// <summary>
/// The three headers of a webhook (Standard Webhooks); null or empty where a request lacks one. A header that a request repeats is one text here, joined by
/// commas as HTTP defines it, which the verifier refuses.
/// </summary>
/// <param name="Id">The id of the message, the same in every attempt to deliver it.</param>
/// <param name="Timestamp">When this attempt was signed, in whole seconds since 1970.</param>
/// <param name="Signature">One or more signatures, separated by spaces: a version, a comma and base64.</param>
public readonly record struct WebhookHeaders(string? Id, string? Timestamp, string? Signature)
{
    /// <summary>The name of <see cref="Id"/>.</summary>
    public const string IdName = "webhook-id";

    /// <summary>The name of <see cref="Timestamp"/>.</summary>
    public const string TimestampName = "webhook-timestamp";

    /// <summary>The name of <see cref="Signature"/>.</summary>
    public const string SignatureName = "webhook-signature";
}
