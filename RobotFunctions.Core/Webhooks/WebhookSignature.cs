using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Core.Webhooks;

/// <summary>One signature of version 1: HMAC-SHA256 over id, full stop, timestamp, full stop and the raw body, as base64.</summary>
internal static class WebhookSignature
{
    private const string Version = "v1,";

    /// <summary>How many characters a signature has, with its version.</summary>
    public static readonly int Length = Version.Length + Base64.GetMaxEncodedToUtf8Length(HMACSHA256.HashSizeInBytes);

    /// <summary>Whether a text has the form of a signature of this version.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length == Length && text.StartsWith(Version) && Base64.IsValid(text[Version.Length..]);

    /// <summary>Writes the signature of a message to <paramref name="signature"/>, which has <see cref="Length"/> characters.</summary>
    public static void Write(WebhookSecret secret, string id, string timestamp, ReadOnlySpan<byte> body, Span<char> signature)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);

        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(digest);
        Version.CopyTo(signature);
        Convert.TryToBase64Chars(digest, signature[Version.Length..], out _);
    }
}
