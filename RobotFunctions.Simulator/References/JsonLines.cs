using System.Buffers;
using System.Runtime.CompilerServices;

namespace RobotFunctions.Simulator.References;

/// <summary>Reads files of lines that end in <c>\n</c>, in memory no larger than the longest line.</summary>
internal static class JsonLines
{
    /// <summary>A line and where it starts in the file. The bytes are valid until the next one is asked for.</summary>
    public readonly record struct Line(ReadOnlyMemory<byte> Bytes, long Offset)
    {
        /// <summary>Whether the line is only white space.</summary>
        public bool IsBlank => Bytes.Span.Trim(" \t\r\n\v\f"u8).IsEmpty;
    }

    /// <summary>The lines of a file, without their line feeds; the last line may lack one.</summary>
    public static async IAsyncEnumerable<Line> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            long offset = 0;
            int start = 0, end = 0, searched = 0;
            while (true)
            {
                var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
                if (feed >= 0)
                {
                    yield return new Line(buffer.AsMemory(start, searched + feed - start), offset);
                    offset += searched + feed + 1 - start;
                    start = searched = searched + feed + 1;
                    continue;
                }

                MakeRoom(ref buffer, ref start, ref end);
                searched = end;
                var read = await file.ReadAsync(buffer.AsMemory(end), cancellation);
                if (read == 0)
                {
                    break;
                }

                end += read;
            }

            if (end > start)
            {
                yield return new Line(buffer.AsMemory(start, end - start), offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void MakeRoom(ref byte[] buffer, ref int start, ref int end)
    {
        var kept = buffer.AsSpan(start, end - start);
        if (kept.Length > buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            kept.CopyTo(buffer);
        }

        (start, end) = (0, kept.Length);
    }
}
