namespace RobotFunctions.Core.Storage;

/// <summary>An item's content in pooled memory, valid until it is disposed.</summary>
public sealed class StoredItem : IDisposable
{
    private byte[]? _rented;
    private readonly int _length;
    private bool _abandoned;

    private StoredItem(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content =>
        _rented is null ? throw new ObjectDisposedException(nameof(StoredItem)) : _rented.AsMemory(0, _length);

    /// <summary>Takes over an array rented from <see cref="PayloadPool"/>, of which <paramref name="length"/> bytes are content.</summary>
    public static StoredItem FromRented(byte[] rented, int length) => new(rented, length);

    /// <summary>Leaves the memory to the garbage collector, because an abandoned call may still be reading it.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>Returns the memory to the pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented && !_abandoned)
        {
            PayloadPool.Return(rented);
        }
    }
}
