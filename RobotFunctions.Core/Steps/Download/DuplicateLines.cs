using System.Buffers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>
/// Removes repeated lines with the same id from the chunks: the repository accepts the first answer for a reference and treats the next as an error
/// (protocol section 3). It costs another pass over the chunks, only if an id is suspected.
/// </summary>
internal sealed class DuplicateLines(IReadOnlySet<ReferenceId> suspects)
{
    private readonly HashSet<ReferenceId> _answered = [];

    /// <summary>Removes them from stored chunks.</summary>
    /// <returns>How many lines were removed.</returns>
    public async Task<long> RemoveAsync(IBatchStore store, BatchId batch, int chunks, CancellationToken cancellation)
    {
        var removed = 0L;
        for (var index = 0; suspects.Count > 0 && index < chunks; index++)
        {
            var item = BatchItems.Chunk(index);
            using var chunk = await store.ReadAsync(batch, item, cancellation)
                ?? throw new IOException($"A chunk of batch {batch} is gone from the store right after it was written.");
            var kept = new ArrayBufferWriter<byte>(Math.Max(1, chunk.Content.Length));
            var duplicates = CopyFirstLines(chunk.Content.Span, kept);
            if (duplicates > 0)
            {
                await store.WriteAsync(batch, item, kept.WrittenMemory, cancellation);
                removed += duplicates;
            }
        }

        return removed;
    }

    /// <summary>Copies the lines of the next chunk that are not repeated.</summary>
    /// <returns>How many lines were left out.</returns>
    public int CopyFirstLines(ReadOnlySpan<byte> lines, ArrayBufferWriter<byte> kept)
    {
        var duplicates = 0;
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = lines[..(end + 1)];
            lines = lines[(end + 1)..];
            if (ReferenceLine.TryPeekId(line, out var id) && suspects.Contains(id) && !_answered.Add(id))
            {
                duplicates++;
                continue;
            }

            kept.Write(line);
        }

        return duplicates;
    }
}
