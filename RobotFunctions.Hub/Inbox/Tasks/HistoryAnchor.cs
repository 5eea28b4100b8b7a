using System.Buffers;
using System.Security.Cryptography;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>The hash of a checkpoint that somebody keeps elsewhere.</summary>
internal static class HistoryAnchor
{
    /// <summary>Reads its hexadecimal digits.</summary>
    public static bool TryParse(string text, out byte[] hash)
    {
        hash = new byte[SHA256.HashSizeInBytes];
        return text.Length == hash.Length * 2 && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done;
    }
}
