using System.Security.Cryptography;
using System.Text;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>
/// The signature itself: HMAC-SHA256 over body, colon, the 16 big-endian bytes of the client id, colon, and the timestamp's text, as
/// lower-case hex (protocol section 2). Method, path and query are not part of it.
/// </summary>
internal static class SignatureDigest
{
    /// <summary>How many characters a signature has.</summary>
    public const int Length = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>Writes the signature of a request to <paramref name="hex"/>, which has <see cref="Length"/> characters.</summary>
    public static void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, RobotId client, double timestamp, Span<char> hex)
    {
        Span<byte> tail = stackalloc byte[64];
        tail[0] = (byte)':';
        client.Value.TryWriteBytes(tail[1..], bigEndian: true, out var idLength);
        tail[1 + idLength] = (byte)':';
        var textLength = Encoding.ASCII.GetBytes(PythonFloat.Format(timestamp), tail[(2 + idLength)..]);

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(body);
        hmac.AppendData(tail[..(2 + idLength + textLength)]);

        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(digest);
        Convert.TryToHexStringLower(digest, hex, out _);
    }
}
