using System.Security.Cryptography;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>
/// A history entry as it is stored, chained to the one before it by hashes: <c>Hash = SHA-256(previous hash, SHA-256(content))</c>. The first entry's previous
/// hash is the SHA-256 of the task's id, so that a chain belongs to its task. Content is hashed by itself, so that a redacted entry still proves its place.
/// </summary>
/// <param name="TaskId">The task.</param>
/// <param name="Sequence">The number of the entry in its task, from 1.</param>
/// <param name="Content">The canonical JSON of the entry; null once it is redacted.</param>
/// <param name="ContentHash">The SHA-256 of the content, which a redacted entry keeps.</param>
/// <param name="Hash">The hash of the chain up to here.</param>
internal sealed record ChainedEntry(Guid TaskId, int Sequence, byte[]? Content, byte[] ContentHash, byte[] Hash)
{
    /// <summary>Chains an entry to the last one of its task.</summary>
    /// <param name="previous">The last one; null for the first.</param>
    /// <param name="entry">The entry, whose number is the next.</param>
    public static ChainedEntry Append(ChainedEntry? previous, HistoryEntry entry)
    {
        if (entry.Sequence != (previous?.Sequence ?? 0) + 1 || (previous is not null && previous.TaskId != entry.TaskId))
        {
            throw new ArgumentException("The entry is not the next of its task.", nameof(entry));
        }

        var content = entry.ToBytes();
        var contentHash = SHA256.HashData(content);
        return new ChainedEntry(entry.TaskId, entry.Sequence, content, contentHash, Link(previous?.Hash ?? Start(entry.TaskId), contentHash));
    }

    /// <summary>The entry without its content. A <c>redacted</c> entry that names it must follow in its task.</summary>
    public ChainedEntry Redacted() => this with { Content = null };

    internal static byte[] Start(Guid taskId) => SHA256.HashData(taskId.ToByteArray(bigEndian: true));

    internal static byte[] Link(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> contentHash)
    {
        Span<byte> both = stackalloc byte[SHA256.HashSizeInBytes * 2];
        previous.CopyTo(both);
        contentHash.CopyTo(both[SHA256.HashSizeInBytes..]);
        return SHA256.HashData(both);
    }
}
