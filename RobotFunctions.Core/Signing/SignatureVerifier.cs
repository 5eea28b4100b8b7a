using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>
/// Verifies that a request was signed with a robot's secret (protocol section 2): the same checks in the same order with the
/// same texts as the repository, but it fails closed where the repository does not.
/// </summary>
/// <remarks>
/// Only Python's text of the timestamp is accepted, not the header's own where the two differ (<c>1755000000</c>, <c>1755000000.50</c>):
/// the repository never sends such a header, and a request must not have two valid signatures.
/// </remarks>
/// <param name="findSecrets">The secrets of a robot; null when there is no such robot.</param>
public sealed class SignatureVerifier(Func<RobotId, RobotSecrets?> findSecrets)
{
    /// <summary>The maximum clock skew in either direction.</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);

    /// <summary>Checks the headers, then the signature over <paramref name="body"/>, the exact bytes that were received.</summary>
    public SignatureVerdict Verify(in SignatureHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (CheckHeaders(headers, now, out var client, out var timestamp, out var signature) is { } detail)
        {
            return SignatureVerdict.Refused(detail);
        }

        if (findSecrets(client) is not { } secrets)
        {
            return SignatureVerdict.Refused(SignatureRefusals.UnknownRobot(client));
        }

        var genuine = Matches(secrets.Key(RobotSecret.Primary), signature, body, client, timestamp)
            || (secrets.HasSecondary && Matches(secrets.Key(RobotSecret.Secondary), signature, body, client, timestamp));
        return genuine ? SignatureVerdict.Accepted(client) : SignatureVerdict.Refused(SignatureRefusals.SignatureInvalid);
    }

    private static string? CheckHeaders(
        in SignatureHeaders headers, DateTimeOffset now, out RobotId client, out double timestamp, out ReadOnlySpan<char> signature)
    {
        client = default;
        timestamp = 0;
        signature = default;
        if (string.IsNullOrEmpty(headers.Authorization))
        {
            return SignatureRefusals.AuthorizationMissing;
        }

        var space = headers.Authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? headers.Authorization : headers.Authorization.AsSpan(0, space);
        if (scheme is not SignatureHeaders.Scheme)
        {
            return SignatureRefusals.SchemeUnsupported;
        }

        signature = space < 0 ? default : headers.Authorization.AsSpan(space + 1);
        if (string.IsNullOrEmpty(headers.ClientId))
        {
            return SignatureRefusals.ClientIdMissing;
        }

        if (!RobotId.TryParse(headers.ClientId, out client))
        {
            return SignatureRefusals.ClientIdMalformed;
        }

        return CheckTimestamp(headers.Timestamp, now, out timestamp);
    }

    private static string? CheckTimestamp(string? text, DateTimeOffset now, out double timestamp)
    {
        timestamp = 0;
        if (string.IsNullOrEmpty(text))
        {
            return SignatureRefusals.TimestampMissing;
        }

        if (!PythonFloat.TryParse(text, out timestamp))
        {
            return SignatureRefusals.TimestampMalformed;
        }

        var age = UnixSeconds.From(now) - timestamp;
        return age > MaxSkew.TotalSeconds ? SignatureRefusals.Expired
            : age < -MaxSkew.TotalSeconds ? SignatureRefusals.FromTheFuture
            : null;
    }

    private static bool Matches(
        ReadOnlySpan<byte> key, ReadOnlySpan<char> signature, ReadOnlySpan<byte> body, RobotId client, double timestamp)
    {
        Span<char> expected = stackalloc char[SignatureDigest.Length];
        SignatureDigest.Write(key, body, client, timestamp, expected);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(signature), MemoryMarshal.AsBytes<char>(expected));
    }
}
