using System.Text.Json;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine.Journals;

/// <summary>
/// The journal of one run: an append-only file of JSON lines. A line counts only with its line feed, so that a line torn by a crash is
/// detected and overwritten.
/// </summary>
internal sealed class Journal
{
    private readonly string _path;
    private long _length;

    private Journal(string path, long length)
    {
        _path = path;
        _length = length;
    }

    /// <summary>Creates a run's journal. Before this returns, a crash may leave a torn journal of a request that was not yet reported as accepted.</summary>
    /// <exception cref="IOException">The disk is full or failed; the journal was not created.</exception>
    public static void Create(string path, RunAccepted accepted)
    {
        try
        {
            // No temporary file: the rename would cost more than everything else, and thousands of requests per second may arrive.
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            DurableFile.Restrict(file);
            RandomAccess.Write(file, ToLines([accepted]), 0);
            RandomAccess.FlushToDisk(file);
            FolderFlush.Flush(Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a journal for appending and returns its entries; a torn or damaged end is truncated.</summary>
    /// <exception cref="InvalidDataException">The first line cannot be read.</exception>
    public static (Journal Journal, IReadOnlyList<JournalEntry> Entries) Open(string path)
    {
        var (entries, length) = Read(path);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, length);
        return (new Journal(path, length), entries);
    }

    /// <summary>The first entry of a journal; null if the first line is torn.</summary>
    /// <exception cref="InvalidDataException">The first line is complete but cannot be read.</exception>
    public static RunAccepted? ReadFirst(string path) =>
        File.ReadAllBytes(path).AsSpan().Contains((byte)'\n') ? (RunAccepted)Read(path).Entries[0] : null;

    /// <summary>Appends lines. They are durable when this returns; if it throws, they do not count and may be appended again.</summary>
    /// <remarks>The file is not kept open, because thousands of runs may wait for hours.</remarks>
    public void Append(ReadOnlySpan<byte> lines)
    {
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, lines, _length);
        RandomAccess.FlushToDisk(file);
        _length += lines.Length;
    }

    /// <summary>Serialises entries as lines.</summary>
    public static byte[] ToLines(IReadOnlyList<JournalEntry> entries)
    {
        using var lines = new MemoryStream();
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(lines, entry, JournalJsonContext.Default.JournalEntry);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static (IReadOnlyList<JournalEntry> Entries, long Length) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var entries = new List<JournalEntry>();
        var length = 0;
        while (bytes.AsSpan(length).IndexOf((byte)'\n') is var end and >= 0 && TryRead(bytes.AsSpan(length, end)) is { } entry)
        {
            entries.Add(entry);
            length += end + 1;
        }

        return entries is [RunAccepted, ..]
            ? (entries, length)
            : throw new InvalidDataException($"The journal {path} does not begin with an accepted request.");
    }

    private static JournalEntry? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJsonContext.Default.JournalEntry);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // Torn or damaged; NotSupportedException means an object without its type discriminator.
            return null;
        }
    }
}
