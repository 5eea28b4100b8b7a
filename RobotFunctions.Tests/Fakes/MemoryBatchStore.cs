using System.Collections.Concurrent;
using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Tests.Fakes;

/// <summary>A batch store in memory that counts its operations and fails when it is told to.</summary>
internal sealed class MemoryBatchStore : IBatchStore
{
    private readonly ConcurrentDictionary<(BatchId Batch, string Item), byte[]> _items = new();
    private int _reads;
    private int _writes;
    private int _appends;

    public int Reads => _reads;

    public int Writes => _writes;

    public int Appends => _appends;

    /// <summary>Awaited before each append, with its content.</summary>
    public Func<string, Task> OnAppend { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Whether items can be appended to.</summary>
    public bool TakesAppends { get; set; } = true;

    /// <summary>Called before each write with the item's name; may throw.</summary>
    public Action<string> OnWrite { get; set; } = static _ => { };

    public IEnumerable<string> Items(BatchId batch) =>
        _items.Keys.Where(key => key.Batch == batch).Select(key => key.Item).Order(StringComparer.Ordinal);

    public string Text(BatchId batch, string item) => Encoding.UTF8.GetString(_items[(batch, item)]);

    public byte[] Bytes(BatchId batch, string item) => _items[(batch, item)];

    public Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        OnWrite(item);
        Interlocked.Increment(ref _writes);
        _items[(batch, item)] = content.ToArray();
        return Task.CompletedTask;
    }

    public async Task<bool> AppendAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await OnAppend(Encoding.UTF8.GetString(content.Span)).WaitAsync(cancellation);
        Interlocked.Increment(ref _appends);
        if (TakesAppends)
        {
            _items.AddOrUpdate((batch, item), _ => content.ToArray(), (_, before) => [.. before, .. content.Span]);
        }

        return TakesAppends;
    }

    public Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _reads);
        if (!_items.TryGetValue((batch, item), out var content))
        {
            return Task.FromResult<StoredItem?>(null);
        }

        var rented = PayloadPool.Rent(content.Length);
        content.CopyTo(rented, 0);
        return Task.FromResult<StoredItem?>(StoredItem.FromRented(rented, content.Length));
    }

    public Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation)
    {
        _items.TryRemove((batch, item), out _);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(BatchId batch, CancellationToken cancellation)
    {
        foreach (var key in _items.Keys.Where(key => key.Batch == batch))
        {
            _items.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }
}
