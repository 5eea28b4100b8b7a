using System.Buffers;

namespace RobotFunctions.Core.Storage;

/// <summary>A growing buffer in pooled memory, for items that are written whole.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = PayloadPool.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    /// <summary>Discards everything after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        PayloadPool.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = PayloadPool.Rent(Math.Max(needed, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        PayloadPool.Return(_bytes);
        _bytes = larger;
    }
}
