using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>
/// The bytes of the chunk that is being filled: complete lines first, then the beginning of the next line, then free space. The memory is pooled and handed over
/// when the chunk is closed.
/// </summary>
internal sealed class ChunkBuffer(int capacity) : IDisposable
{
    private byte[] _bytes = PayloadPool.Rent(capacity);
    private int _filled;
    private int _searched;

    /// <summary>The end of the complete lines.</summary>
    public int LinesEnd { get; private set; }

    /// <summary>The length of what follows them.</summary>
    public int Rest => _filled - LinesEnd;

    /// <summary>The free space to read into; never empty.</summary>
    public Memory<byte> FreeSpace()
    {
        if (_filled == _bytes.Length)
        {
            Replace(PayloadPool.Rent(_bytes.Length * 2), from: 0);
        }

        return _bytes.AsMemory(_filled);
    }

    /// <summary>Adds bytes that were read into the free space.</summary>
    public void Advance(int read) => _filled += read;

    /// <summary>The next line with its line feed; empty if it is not complete. It stays the next line until <see cref="TakeLine"/>.</summary>
    public ReadOnlySpan<byte> PeekLine()
    {
        var at = _bytes.AsSpan(_searched, _filled - _searched).IndexOf((byte)'\n');
        _searched = at < 0 ? _filled : _searched + at;
        return at < 0 ? default : _bytes.AsSpan(LinesEnd, _searched + 1 - LinesEnd);
    }

    /// <summary>Counts the next line, of that length, among the complete ones.</summary>
    public void TakeLine(int length)
    {
        LinesEnd += length;
        _searched = LinesEnd;
    }

    /// <summary>Removes bytes of the incomplete line past its first <paramref name="keep"/>, up to the line feed if that is there.</summary>
    /// <returns>Whether the line feed was found.</returns>
    public bool CutLine(int keep)
    {
        var from = LinesEnd + keep;
        var at = _bytes.AsSpan(from, _filled - from).IndexOf((byte)'\n');
        var rest = at < 0 ? default : _bytes.AsSpan(from + at, _filled - from - at);
        rest.CopyTo(_bytes.AsSpan(from));
        _filled = from + rest.Length;
        _searched = from;
        return at >= 0;
    }

    /// <summary>Removes bytes from the very beginning, before any line was taken.</summary>
    public void SkipPrefix(ReadOnlySpan<byte> prefix)
    {
        if (_bytes.AsSpan(0, _filled).StartsWith(prefix))
        {
            _bytes.AsSpan(prefix.Length, _filled - prefix.Length).CopyTo(_bytes);
            _filled -= prefix.Length;
        }
    }

    /// <summary>Hands over the complete lines; what follows them begins the next chunk.</summary>
    /// <returns>An array that the caller returns to the pool.</returns>
    public byte[] Detach(out int length)
    {
        length = LinesEnd;
        var lines = _bytes;
        Replace(PayloadPool.Rent(Math.Max(capacity, Rest + 1)), from: LinesEnd, giveBack: false);
        LinesEnd = 0;
        return lines;
    }

    public void Dispose()
    {
        PayloadPool.Return(_bytes);
        _bytes = [];
    }

    private void Replace(byte[] bytes, int from, bool giveBack = true)
    {
        _bytes.AsSpan(from, _filled - from).CopyTo(bytes);
        if (giveBack)
        {
            PayloadPool.Return(_bytes);
        }

        _bytes = bytes;
        _filled -= from;
        _searched -= from;
    }
}
