using System.Buffers;

namespace RobotFunctions.Core.Storage;

/// <summary>A growing buffer in pooled memory, for items that are written whole.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = PayloadPool.Rent(capacity);

    public int Length { get; private set; }

    /// <summary>The maximum length. Once more has been written, further writes throw <see cref="BufferFullException"/>.</summary>
    public int Limit { get; set; } = int.MaxValue;

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
        if (Length > Limit)
        {
            throw new BufferFullException();
        }

        var needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = PayloadPool.Rent((int)Math.Clamp(_bytes.Length * 2L, needed, Array.MaxLength));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        PayloadPool.Return(_bytes);
        _bytes = larger;
    }
}
