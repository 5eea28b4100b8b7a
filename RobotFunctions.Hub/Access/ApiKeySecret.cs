using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Hub.Access;

/// <summary>The text of an API key: <c>rf_</c>, by which scanners of source code recognize a leaked one, and 256 random bits in base64url.</summary>
internal static class ApiKeySecret
{
    private const string Mark = "rf_";
    private const int Bytes = 32;
    private const int ShownCharacters = 6;

    /// <summary>Makes a new key.</summary>
    public static string Create() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text has the form of a key. Whether there is such a key is the store's to say.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == Mark.Length + Base64Url.GetEncodedLength(Bytes) && text.StartsWith(Mark, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Mark.Length));

    /// <summary>What the store keeps of a key. A plain SHA-256 is enough, because 256 random bits cannot be guessed.</summary>
    public static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The start of a key, by which a person recognizes it; it leaves more than 200 bits unknown.</summary>
    public static string Prefix(string key) => key[..(Mark.Length + ShownCharacters)];
}
