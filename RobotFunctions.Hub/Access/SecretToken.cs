using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Hub.Access;

/// <summary>The secrets of sessions of people, one-time links and shared sessions: 256 random bits in base64url. The store has their digests.</summary>
internal static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>Makes a new token.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What the store keeps of a token; null for a text that cannot be one. A plain SHA-256 is enough, because 256 random bits cannot be guessed.</summary>
    public static byte[]? Digest(string? token) =>
        token?.Length == Base64Url.GetEncodedLength(Bytes) ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
}
