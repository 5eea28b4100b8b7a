using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Core.Steps.Offline;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>
/// The folder of unfinished work: the result and error lines of the chunks that are done, how many those are, and the store of the chunk that is being
/// enhanced. The lines are flushed before they are counted; what is beyond the count is cut off by <c>--resume</c>.
/// </summary>
internal sealed class EnhanceWork : IDisposable
{
    private readonly string _folder;
    private readonly FileStream? _results;
    private readonly FileStream _errors;
    private readonly Stream? _direct;
    private WorkState _state;

    private EnhanceWork(string folder, WorkState state, Stream? direct)
    {
        _folder = folder;
        _state = state;
        _direct = direct;
        _results = direct is null ? OpenLines("results.jsonl", state.ResultBytes) : null;
        _errors = OpenLines("errors.jsonl", state.ErrorBytes);
    }

    public FileProgress Done => new(_state.Chunks, _state.Counts);

    private string StateFile => Path.Combine(_folder, "state.json");

    /// <summary>Begins, or continues what is there.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="identity">What the result depends on.</param>
    /// <param name="direct">Where the result lines go instead of a file; null for a file.</param>
    /// <exception cref="FileProblemException">What is there was begun with other references, or another enhancer, version or limits.</exception>
    public static EnhanceWork Open(string folder, WorkIdentity identity, Stream? direct)
    {
        var state = Read(folder) ?? new WorkState(identity, 0, default, 0, 0);
        if (identity.DifferencesFrom(state.Identity) is { Count: > 0 } differences)
        {
            throw new FileProblemException(
                $"The unfinished work in {folder} cannot be continued: {string.Join("; ", differences)}. Run the command as it was begun, or delete the folder to start again.");
        }

        var work = new EnhanceWork(folder, state, direct);
        work.Save();
        return work;
    }

    /// <summary>Whether there is unfinished work.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, "state.json"));

    /// <summary>Adds the lines of a chunk.</summary>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    /// <exception cref="ReaderGoneException">The lines go to standard output, and its reader is gone.</exception>
    public void Add(ReadOnlySpan<byte> lines, FileProgress done)
    {
        WriteResults(lines);
        WriteErrors(lines);
        _state = new WorkState(_state.Identity, done.Chunks, done.Counts, _state.ResultBytes + lines.Length, _errors.Position);
        Save();
    }

    /// <summary>Puts the files in place.</summary>
    /// <exception cref="IOException">One cannot be replaced.</exception>
    public void Finish(string? output, string? errors)
    {
        Dispose();
        if (errors is not null)
        {
            Replace(_errors.Name, errors);
        }

        if (_results is not null && output is not null)
        {
            Replace(_results.Name, output);
        }
    }

    public void Dispose()
    {
        _results?.Dispose();
        _errors.Dispose();
    }

    private void WriteResults(ReadOnlySpan<byte> lines)
    {
        if (_results is not null)
        {
            _results.Write(lines);
            _results.Flush(flushToDisk: true);
            return;
        }

        try
        {
            _direct!.Write(lines);
            _direct.Flush();
        }
        catch (IOException)
        {
            throw new ReaderGoneException();
        }
    }

    private void WriteErrors(ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (ResultLine.IsError(lines[..end]))
            {
                _errors.Write(lines[..(end + 1)]);
            }

            lines = lines[(end + 1)..];
        }

        _errors.Flush(flushToDisk: true);
    }

    // Moved beside the target first, because it may be on another disk.
    private static void Replace(string source, string target)
    {
        var beside = $"{target}{DurableFile.TemporarySuffix}";
        File.Move(source, beside, overwrite: true);
        File.Move(beside, target, overwrite: true);
        FolderFlush.Flush(Path.GetDirectoryName(target)!);
    }

    private FileStream OpenLines(string name, long length)
    {
        var file = new FileStream(Path.Combine(_folder, name), FileMode.OpenOrCreate, FileAccess.Write);
        file.SetLength(length);
        file.Position = length;
        return file;
    }

    private static WorkState? Read(string folder)
    {
        try
        {
            return IsIn(folder) ? JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, "state.json")), WorkJsonContext.Default.WorkState) : null;
        }
        catch (JsonException)
        {
            throw new FileProblemException($"The unfinished work in {folder} is damaged. Delete the folder to start again.");
        }
    }

    private void Save() => DurableFile.Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(_state, WorkJsonContext.Default.WorkState));
}

/// <summary>How much is done.</summary>
internal sealed record WorkState(WorkIdentity Identity, int Chunks, EntryCounts Counts, long ResultBytes, long ErrorBytes);

/// <summary>What the result depends on: unfinished work is continued only where all of it is the same.</summary>
internal sealed record WorkIdentity(string InputHash, string Enhancer, string Version, string Source, int ChunkReferences, int ChunkBytes, int LineBytes)
{
    /// <summary>What is not the same, as clauses of a sentence.</summary>
    public IReadOnlyList<string> DifferencesFrom(WorkIdentity earlier)
    {
        var differences = new List<string>();
        if (InputHash != earlier.InputHash)
        {
            differences.Add("the references are others");
        }

        Compare("the enhancer", Enhancer, earlier.Enhancer);
        Compare("Robot:Version", Version, earlier.Version);
        Compare("Robot:Source", Source, earlier.Source);
        Compare("Limits:ChunkReferences", ChunkReferences, earlier.ChunkReferences);
        Compare("Limits:ChunkBytes", ChunkBytes, earlier.ChunkBytes);
        Compare("Limits:LineBytes", LineBytes, earlier.LineBytes);
        return differences;

        void Compare<T>(string what, T now, T before)
            where T : IEquatable<T>
        {
            if (!now.Equals(before))
            {
                differences.Add($"{what} was {before} and is {now}");
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WorkState))]
internal sealed partial class WorkJsonContext : JsonSerializerContext;
