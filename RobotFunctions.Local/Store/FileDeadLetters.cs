using System.Text.Json;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Store;

/// <summary>Stores dead letters as readable files: <c>dead-letters/{id}.json</c>.</summary>
public sealed class FileDeadLetters(StoreFolder folder) : IDeadLetters
{
    private const string Extension = ".json";

    /// <inheritdoc/>
    public Task KeepAsync(DeadLetter letter, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJsonContext.Default.DeadLetter);
        return Disk.RunAsync(() => DurableFile.Write(PathOf(letter.Batch.Id), content), cancellation);
    }

    /// <inheritdoc/>
    public Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation) =>
        Disk.RunAsync(() => File.Exists(PathOf(id)) ? Read(PathOf(id)) : null, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellation) => Disk.RunAsync(List, cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(BatchId id, CancellationToken cancellation) => Disk.RunAsync(() => File.Delete(PathOf(id)), cancellation);

    private string PathOf(BatchId id) => Path.Combine(folder.DeadLetters, id + Extension);

    private IReadOnlyList<DeadLetter> List() =>
    [
        .. Directory.EnumerateFiles(folder.DeadLetters, "*" + Extension)
            .Where(static path => BatchId.TryParse(Path.GetFileNameWithoutExtension(path), out _))
            .Select(Read)
            .OrderBy(static letter => letter.At),
    ];

    private static DeadLetter Read(string path)
    {
        DeadLetter? letter;
        try
        {
            letter = JsonSerializer.Deserialize(File.ReadAllBytes(path), DeadLetterJsonContext.Default.DeadLetter);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The dead letter {path} is damaged: {exception.Message}", exception);
        }

        return letter switch
        {
            null => throw new InvalidDataException($"The dead letter {path} is empty."),
            { Version: > DeadLetter.CurrentVersion } => throw new InvalidDataException(
                $"The dead letter {path} was written by a newer version of RobotFunctions; deliver it with that version."),
            _ => letter,
        };
    }
}
