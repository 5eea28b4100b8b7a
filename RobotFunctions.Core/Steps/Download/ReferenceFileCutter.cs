using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>
/// Cuts a stream of lines into chunks of whole lines: as many as fit into so many bytes, at most so many references, or one longer line.
/// The cuts depend only on the file, not on how it arrives. A line over the limit is truncated to a few bytes more than the limit, by
/// which the next step recognises it. Lines end at U+000A only (protocol section 3).
/// </summary>
internal sealed class ReferenceFileCutter(IBatchStore store, BatchId batch, LimitsOptions limits) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly SeenIds _seen = new();
    private readonly BadLines _badLines = new(limits.LineBytes);
    private FileFormat _format;
    private bool _hasReferences;
    private int _linesInChunk;
    private bool _cutting;
    private long _lines;
    private long _physicalLines;
    private long _bytes;

    /// <summary>Why no line of the file can be a reference; null if one can, or if the file is empty.</summary>
    public string? Unreadable => _lines > 0 && (!_hasReferences || _format == FileFormat.ArrayOfLines)
        ? $"The reference file cannot be read: none of its {_lines} lines is a reference. {FileFormats.Describe(_format)}{Example()}"
        : null;

    /// <summary>The number of lines so far that have no readable id.</summary>
    public long BadLines => _badLines.Count;

    /// <summary>The first of them; null if there are none.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines => _badLines.First;

    /// <summary>The number of lines so far that are not blank.</summary>
    public long Lines => _lines;

    /// <summary>Ids that may occur more than once; all that do are included.</summary>
    public IReadOnlySet<ReferenceId> Suspects => _seen.Suspects;

    /// <exception cref="FileTooLargeException">The file breaks a limit.</exception>
    public async Task<DownloadedReferences> CutAsync(Stream file, CancellationToken cancellation)
    {
        await using var chunks = new ChunkWriter(store, batch);
        await ReadAsync(file, chunks.WriteAsync, cancellation);
        await chunks.FlushAsync();
        var duplicates = await new DuplicateLines(_seen.Suspects).RemoveAsync(store, batch, chunks.Count, cancellation);
        return new DownloadedReferences(chunks.Count, _lines - duplicates, duplicates, _bytes) { FirstBadLines = _badLines.First };
    }

    /// <summary>Cuts the file and hands on each chunk, which the receiver returns to <see cref="PayloadPool"/>. Repeated lines stay in the chunks.</summary>
    /// <exception cref="FileTooLargeException">The file breaks a limit.</exception>
    public async Task ReadAsync(Stream file, Func<byte[], int, CancellationToken, ValueTask> take, CancellationToken cancellation)
    {
        using var buffer = new ChunkBuffer(limits.ChunkBytes);
        var read = await file.ReadAtLeastAsync(buffer.FreeSpace(), ByteOrderMark.Length, throwOnEndOfStream: false, cancellation);
        buffer.Advance(read);
        buffer.SkipPrefix(ByteOrderMark);
        while (read > 0)
        {
            CountBytes(read);
            await TakeLinesAsync(buffer, take, cancellation);
            read = await file.ReadAsync(buffer.FreeSpace(), cancellation);
            buffer.Advance(read);
        }

        if (buffer.Rest > 0)
        {
            buffer.FreeSpace().Span[0] = (byte)'\n';
            buffer.Advance(1);
            await TakeLinesAsync(buffer, take, cancellation);
        }

        await CloseChunkAsync(buffer, take, cancellation);
    }

    public void Dispose() => _seen.Dispose();

    // Of the other formats a line tells less than the name of the format.
    private string Example() => _format is FileFormat.JsonLines or FileFormat.Unknown && _badLines.First is [var first, ..] ? $" For example {first}" : "";

    private async ValueTask TakeLinesAsync(ChunkBuffer buffer, Func<byte[], int, CancellationToken, ValueTask> take, CancellationToken cancellation)
    {
        var overLimit = limits.LineBytes + 2;
        if (_cutting)
        {
            _cutting = !buffer.CutLine(overLimit);
        }

        while (buffer.PeekLine() is { Length: > 0 } line)
        {
            var length = line.Length;
            if (length > overLimit + 1)
            {
                buffer.CutLine(overLimit);
                continue;
            }

            if (buffer.LinesEnd > 0 && buffer.LinesEnd + length > limits.ChunkBytes)
            {
                await CloseChunkAsync(buffer, take, cancellation);
                continue;
            }

            CountLine(line);
            buffer.TakeLine(length);
            if (_linesInChunk == limits.ChunkReferences)
            {
                await CloseChunkAsync(buffer, take, cancellation);
            }
        }

        if (!_cutting && buffer.Rest > overLimit)
        {
            buffer.CutLine(overLimit);
            _cutting = true;
        }
    }

    private void CountLine(ReadOnlySpan<byte> line)
    {
        _physicalLines++;
        if (line.TrimEnd("\r\n \t"u8).IsEmpty)
        {
            return;
        }

        if (_lines == 0)
        {
            _format = FileFormats.Of(line);
        }

        _linesInChunk++;
        if (++_lines > limits.References)
        {
            throw new FileTooLargeException(
                $"The reference file has more than {limits.References} references. Ask for smaller batches, or raise Limits:References.");
        }

        if (ReferenceLine.TryPeekId(line, out var id))
        {
            _hasReferences = true;
            _seen.Add(id);
        }
        else
        {
            _badLines.Add(_physicalLines, line);
        }
    }

    private void CountBytes(int read)
    {
        _bytes += read;
        if (_bytes > limits.FileBytes)
        {
            throw new FileTooLargeException(
                $"The reference file is longer than {limits.FileBytes} bytes. Ask for smaller batches, or raise Limits:FileBytes.");
        }
    }

    private async ValueTask CloseChunkAsync(ChunkBuffer buffer, Func<byte[], int, CancellationToken, ValueTask> take, CancellationToken cancellation)
    {
        if (buffer.LinesEnd > 0)
        {
            _linesInChunk = 0;
            var lines = buffer.Detach(out var length);
            await take(lines, length, cancellation);
        }
    }
}
