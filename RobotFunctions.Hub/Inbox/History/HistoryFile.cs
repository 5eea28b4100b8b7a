using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using RobotFunctions.Hub.Inbox.Json;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>
/// A history as JSON lines, which can be verified without the store: one entry (<c>entry</c>, or <c>task</c> and <c>sequence</c> if redacted, with
/// <c>content_hash</c> and <c>hash</c>) or one <c>checkpoint</c> a line. Spaces and the order of keys do not matter.
/// </summary>
internal static class HistoryFile
{
    /// <summary>The line of an entry, with its line end.</summary>
    public static byte[] Line(ChainedEntry entry) => Line(json =>
    {
        json.WriteString("task", entry.TaskId);
        json.WriteNumber("sequence", entry.Sequence);
        if (entry.Content is { } content)
        {
            json.WritePropertyName("entry");
            json.WriteRawValue(content);
        }

        json.WriteString("content_hash", Convert.ToHexStringLower(entry.ContentHash));
        json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
    });

    /// <summary>The line of a checkpoint, with its line end.</summary>
    public static byte[] Line(Checkpoint checkpoint) => Line(json =>
    {
        json.WritePropertyName("checkpoint");
        json.WriteRawValue(checkpoint.Content);
    });

    /// <summary>Verifies a file. Lines may be in any order.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="anchor">The hash of a checkpoint that was kept elsewhere; null if there is none.</param>
    public static HistoryReport Verify(IEnumerable<string> lines, byte[]? anchor = null)
    {
        var entries = new List<ChainedEntry>();
        var checkpoints = new List<Checkpoint>();
        var problems = new List<HistoryProblem>();
        foreach (var (index, line) in lines.Index().Where(static line => !string.IsNullOrWhiteSpace(line.Item)))
        {
            if (!TryRead(line, entries, checkpoints))
            {
                problems.Add(new HistoryProblem(null, null, $"Line {index + 1} is neither an entry nor a checkpoint."));
            }
        }

        var report = HistoryVerification.Run(
            entries.OrderBy(static entry => entry.TaskId).ThenBy(static entry => entry.Sequence),
            checkpoints.OrderBy(static checkpoint => checkpoint.Number),
            anchor);
        return report with { Problems = [.. problems, .. report.Problems] };
    }

    private static bool TryRead(string line, List<ChainedEntry> entries, List<Checkpoint> checkpoints)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.Member("checkpoint") is { } stated)
            {
                if (Checkpoint.Read(stated) is { } checkpoint)
                {
                    checkpoints.Add(checkpoint);
                    return true;
                }

                return false;
            }

            if (json.RootElement.Id("task") is not { } task || json.RootElement.Number("sequence") is not { } sequence
                || json.RootElement.Hash("content_hash") is not { Length: SHA256.HashSizeInBytes } contentHash || json.RootElement.Hash("hash") is not { Length: SHA256.HashSizeInBytes } hash)
            {
                return false;
            }

            byte[]? content = null;
            if (json.RootElement.Member("entry") is { } entry && !CanonicalJson.TryWrite(entry, out content, out _))
            {
                return false;
            }

            entries.Add(new ChainedEntry(task, sequence, content, contentHash, hash));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
