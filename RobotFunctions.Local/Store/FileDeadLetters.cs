using System.Collections.Concurrent;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Store;

/// <summary>
/// Stores dead letters as readable files: <c>dead-letters/{id}.json</c>, and records of those delivered as <c>dead-letters/delivered/{id}.json</c>.
/// One process owns the folder, so claims are kept in memory.
/// </summary>
public sealed class FileDeadLetters(StoreFolder folder) : IDeadLetters
{
    private const string Extension = ".json";

    private readonly ConcurrentDictionary<BatchId, bool> _claimed = new();

    /// <inheritdoc/>
    public Task KeepAsync(DeadLetter letter, CancellationToken cancellation)
    {
        var content = DeadLetterJson.Write(letter);
        return Disk.RunAsync(() => DurableFile.Write(PathOf(letter.Batch.Id), content), cancellation);
    }

    /// <inheritdoc/>
    public Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation) => Disk.RunAsync(() => Read(PathOf(id)), cancellation);

    /// <inheritdoc/>
    public Task<DeadLetterList> ListAsync(CancellationToken cancellation) => Disk.RunAsync(List, cancellation);

    /// <inheritdoc/>
    public Task<int> CountAsync(CancellationToken cancellation) => Disk.RunAsync(() => Paths().Count(), cancellation);

    /// <inheritdoc/>
    public Task<IAsyncDisposable?> TryClaimAsync(BatchId id, CancellationToken cancellation) =>
        Task.FromResult<IAsyncDisposable?>(_claimed.TryAdd(id, true) ? new Claim(() => _claimed.TryRemove(id, out _)) : null);

    /// <inheritdoc/>
    public Task RemoveAsync(BatchId id, CancellationToken cancellation) => Disk.RunAsync(() => File.Delete(PathOf(id)), cancellation);

    /// <inheritdoc/>
    public Task RememberDeliveryAsync(DeliveredDeadLetter delivered, CancellationToken cancellation)
    {
        var content = DeadLetterJson.Write(delivered);
        return Disk.RunAsync(
            () =>
            {
                Directory.CreateDirectory(folder.DeliveredDeadLetters);
                DurableFile.Write(DeliveredPathOf(delivered.Id), content);
                File.SetLastWriteTimeUtc(DeliveredPathOf(delivered.Id), delivered.At.UtcDateTime);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<DeliveredDeadLetter?> FindDeliveryAsync(BatchId id, CancellationToken cancellation) =>
        Disk.RunAsync(() => ReadIfThere(DeliveredPathOf(id)) is { } json ? DeadLetterJson.ReadDelivered(json) : null, cancellation);

    /// <summary>Removes the records of deliveries before <paramref name="before"/>.</summary>
    internal void PurgeDelivered(DateTimeOffset before)
    {
        var delivered = new DirectoryInfo(folder.DeliveredDeadLetters);
        if (!delivered.Exists)
        {
            return;
        }

        foreach (var file in delivered.EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            file.Delete();
        }
    }

    private string PathOf(BatchId id) => Path.Combine(folder.DeadLetters, id + Extension);

    private string DeliveredPathOf(BatchId id) => Path.Combine(folder.DeliveredDeadLetters, id + Extension);

    private IEnumerable<string> Paths() => Directory.EnumerateFiles(folder.DeadLetters, "*" + Extension)
        .Where(static path => BatchId.TryParse(Path.GetFileNameWithoutExtension(path), out _));

    private DeadLetterList List()
    {
        var letters = new List<DeadLetter>();
        var unreadable = new List<UnreadableDeadLetter>();
        foreach (var path in Paths())
        {
            try
            {
                if (Read(path) is { } letter)
                {
                    letters.Add(letter);
                }
            }
            catch (InvalidDataException exception)
            {
                unreadable.Add(new UnreadableDeadLetter(Path.GetFileName(path), exception.Message));
            }
        }

        return new DeadLetterList([.. letters.OrderBy(static letter => letter.At)], unreadable);
    }

    private static DeadLetter? Read(string path) => ReadIfThere(path) is { } json ? DeadLetterJson.Read(path, json) : null;

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private sealed class Claim(Action release) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            release();
            return ValueTask.CompletedTask;
        }
    }
}
