using System.Globalization;

namespace RobotFunctions.Core.Webhooks;

/// <summary>Signs webhooks (Standard Webhooks, version 1 of the signature). A signature is valid for five minutes, so every attempt gets a new one.</summary>
public sealed class WebhookSigner(TimeProvider time)
{
    /// <summary>The headers of a message at the current time. The bytes of the body must be sent unchanged.</summary>
    /// <param name="id">The id of the message, the same in every attempt: at most 256 visible ASCII characters, no full stop, no comma.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="secrets">The secrets to sign with: one, or the new and the old one while they are rotated. Each gives a signature.</param>
    /// <exception cref="ArgumentException">The id is not allowed, or there is no secret.</exception>
    public WebhookHeaders Sign(string id, ReadOnlySpan<byte> body, params IReadOnlyList<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (!WebhookMessageId.IsValid(id))
        {
            throw new ArgumentException($"The id of a message has 1 to {WebhookMessageId.MaxLength} visible ASCII characters, no full stop and no comma.", nameof(id));
        }

        if (secrets.Count == 0)
        {
            throw new ArgumentException("A message is signed with at least one secret.", nameof(secrets));
        }

        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = new string[secrets.Count];
        Span<char> signature = stackalloc char[WebhookSignature.Length];
        for (var number = 0; number < signatures.Length; number++)
        {
            WebhookSignature.Write(secrets[number], id, timestamp, body, signature);
            signatures[number] = signature.ToString();
        }

        return new(id, timestamp, string.Join(' ', signatures));
    }
}
