using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Tests.Signing;

/// <summary>The signature written down a second time, naively, so that tests can make valid and invalid signatures without the code under test.</summary>
internal static class PlainHmac
{
    public static string Hex(string secret, byte[] body, Guid client, string timestamp) =>
        Hex(secret, body, client.ToByteArray(bigEndian: true), timestamp);

    public static string MixedEndianHex(string secret, byte[] body, Guid client, string timestamp) =>
        Hex(secret, body, client.ToByteArray(bigEndian: false), timestamp);

    private static string Hex(string secret, byte[] body, byte[] client, string timestamp)
    {
        byte[] message = [.. body, (byte)':', .. client, (byte)':', .. Encoding.ASCII.GetBytes(timestamp)];
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message));
    }
}
