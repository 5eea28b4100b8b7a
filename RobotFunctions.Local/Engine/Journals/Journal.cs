using System.Text.Json;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine.Journals;

/// <summary>
/// The journal of one run: a file of JSON lines that only grows. A line counts once its line feed is there, so that what a crash tore off is
/// recognised, and written over.
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

    /// <summary>Creates a run's journal. Until this returns, a crash may leave a torn one, of a request that nobody was told is accepted.</summary>
    /// <exception cref="IOException">The disk is full or failed; there is no journal.</exception>
    public static void Create(string path, RunAccepted accepted)
    {
        try
        {
            // No detour over a temporary file: the rename would cost more than everything else, and thousands a second may come in.
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
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

    /// <summary>Opens a journal to go on with it, and gives what it holds; a torn or damaged end is cut off.</summary>
    /// <exception cref="InvalidDataException">Not even its first line is readable.</exception>
    public static (Journal Journal, IReadOnlyList<JournalEntry> Entries) Open(string path)
    {
        var (entries, length) = Read(path);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, length);
        return (new Journal(path, length), entries);
    }

    /// <summary>What a run was accepted with; null when its journal is torn in the first line.</summary>
    /// <exception cref="InvalidDataException">The first line is whole, and not readable.</exception>
    public static RunAccepted? ReadFirst(string path) =>
        File.ReadAllBytes(path).AsSpan().Contains((byte)'\n') ? (RunAccepted)Read(path).Entries[0] : null;

    /// <summary>Adds lines. They are durable when this returns; when this throws, they do not count, and may be added again.</summary>
    /// <remarks>No handle is kept: thousands of runs may wait for hours.</remarks>
    public void Append(ReadOnlySpan<byte> lines)
    {
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, lines, _length);
        RandomAccess.FlushToDisk(file);
        _length += lines.Length;
    }

    /// <summary>Entries as they stand in the file.</summary>
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
            // Torn or damaged; what System.Text.Json does not support is an object without its type.
            return null;
        }
    }
}
