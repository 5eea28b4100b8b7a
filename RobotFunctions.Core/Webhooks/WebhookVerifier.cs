using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RobotFunctions.Core.Webhooks;

/// <summary>
/// Verifies webhooks (Standard Webhooks, version 1 of the signature). It does not recognize a message that is repeated within
/// <see cref="Tolerance"/>: the receiver does, by <see cref="WebhookHeaders.Id"/>.
/// </summary>
public sealed class WebhookVerifier(TimeProvider time)
{
    /// <summary>The maximum clock skew in either direction.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // Over eighty signatures. A sender has two while secrets are rotated.
    private const int MaxSignatureLength = 4096;

    // Enough until the year 33658.
    private const int MaxTimestampLength = 12;

    /// <summary>Checks the headers, then the signatures over <paramref name="body"/>, the exact bytes that were received.</summary>
    /// <param name="headers">The headers that were received.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="secrets">The secrets of the sender; one signature by one of them is enough.</param>
    /// <exception cref="ArgumentException">There is no secret: without one nothing can be verified.</exception>
    public WebhookVerdict Verify(in WebhookHeaders headers, ReadOnlySpan<byte> body, params IReadOnlyList<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0)
        {
            throw new ArgumentException("A message is verified with at least one secret.", nameof(secrets));
        }

        if (headers is not { Id: { Length: > 0 } id, Timestamp: { Length: > 0 } timestamp, Signature: { Length: > 0 } signatures })
        {
            return WebhookVerdict.MissingHeader;
        }

        if (!WebhookMessageId.IsValid(id)
            || timestamp.Length > MaxTimestampLength
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || signatures.Length > MaxSignatureLength
            || !HasCurrentVersion(signatures))
        {
            return WebhookVerdict.Malformed;
        }

        // In seconds: a TimeSpan cannot hold what twelve digits can.
        var age = time.GetUtcNow().ToUnixTimeSeconds() - seconds;
        return age > Tolerance.TotalSeconds ? WebhookVerdict.Stale
            : age < -Tolerance.TotalSeconds ? WebhookVerdict.Future
            : Matches(signatures, id, timestamp, body, secrets) ? WebhookVerdict.Valid
            : WebhookVerdict.Wrong;
    }

    private static bool HasCurrentVersion(ReadOnlySpan<char> signatures)
    {
        foreach (var range in signatures.Split(' '))
        {
            if (WebhookSignature.IsWellFormed(signatures[range]))
            {
                return true;
            }
        }

        return false;
    }

    // Compares texts, not decoded bytes: base64 has several spellings of the same bytes, and a message must have one signature per secret.
    private static bool Matches(ReadOnlySpan<char> signatures, string id, string timestamp, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets)
    {
        var matches = false;
        Span<char> expected = stackalloc char[WebhookSignature.Length];
        foreach (var secret in secrets)
        {
            WebhookSignature.Write(secret, id, timestamp, body, expected);
            foreach (var range in signatures.Split(' '))
            {
                matches |= CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(signatures[range]), MemoryMarshal.AsBytes<char>(expected));
            }
        }

        return matches;
    }
}
