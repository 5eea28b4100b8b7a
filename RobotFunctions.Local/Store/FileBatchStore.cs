using System.Buffers;
using Microsoft.Win32.SafeHandles;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Local.Store;

/// <summary>Stores payloads as files: <c>batches/{id}/{item}</c>.</summary>
public sealed class FileBatchStore(StoreFolder folder) : IBatchStore
{
    private const int LongestName = 100;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <inheritdoc/>
    public Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(batch, item);
        return Disk.RunAsync(
            () =>
            {
                Prepare(FolderOf(batch));
                DurableFile.Write(path, content.Span);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> AppendAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(batch, item);
        await Disk.RunAsync(
            () =>
            {
                Prepare(FolderOf(batch));
                DurableFile.Append(path, content.Span);
            },
            cancellation);
        return true;
    }

    /// <inheritdoc/>
    public Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation)
    {
        var path = PathOf(batch, item);
        return Disk.RunAsync(() => Read(path), cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation)
    {
        var path = PathOf(batch, item);
        return Disk.RunAsync(() => Delete(path), cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteAllAsync(BatchId batch, CancellationToken cancellation)
    {
        var path = FolderOf(batch);
        return Disk.RunAsync(() => DeleteFolder(path), cancellation);
    }

    /// <summary>The batches that have payloads; other entries of the folder are ignored.</summary>
    internal IEnumerable<BatchId> Batches()
    {
        foreach (var path in Directory.EnumerateDirectories(folder.Batches))
        {
            if (BatchId.TryParse(Path.GetFileName(path), out var id))
            {
                yield return id;
            }
        }
    }

    private string FolderOf(BatchId batch) => Path.Combine(folder.Batches, batch.ToString());

    private string PathOf(BatchId batch, string item)
    {
        if (item.Length is 0 or > LongestName || item[0] == '.' || item.AsSpan().ContainsAnyExcept(NameCharacters)
            || item.EndsWith(DurableFile.TemporarySuffix, StringComparison.Ordinal))
        {
            throw new ArgumentException("An item's name consists of letters, digits, '-', '_' and '.', and does not begin with a dot.", nameof(item));
        }

        return Path.Combine(FolderOf(batch), item);
    }

    private void Prepare(string batchFolder)
    {
        if (!Directory.Exists(batchFolder))
        {
            Directory.CreateDirectory(batchFolder);
            FolderFlush.Flush(folder.Batches);
        }
    }

    private static StoredItem? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var handle = File.OpenHandle(path);
        var length = checked((int)RandomAccess.GetLength(handle));
        var rented = PayloadPool.Rent(Math.Max(length, 1));
        var item = StoredItem.FromRented(rented, length);
        try
        {
            ReadWhole(handle, rented.AsSpan(0, length), path);
            PageCache.Drop(handle, length);
            return item;
        }
        catch
        {
            item.Dispose();
            throw;
        }
    }

    private static void ReadWhole(SafeFileHandle handle, Span<byte> into, string path)
    {
        var done = 0;
        while (done < into.Length)
        {
            var read = RandomAccess.Read(handle, into[done..], done);
            if (read == 0)
            {
                throw new IOException($"The file {path} was truncated while it was read.");
            }

            done += read;
        }
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
