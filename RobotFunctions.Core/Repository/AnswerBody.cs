using System.Buffers;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// Buffers a response body without the content of the array <c>reference_ids</c>: the status of a pushed request contains
/// every reference id of its batch (protocol 1.3, 1.4), possibly millions, and the robot needs none of them.
/// </summary>
/// <param name="limit">The maximum number of buffered bytes.</param>
internal sealed class AnswerBody(int limit)
{
    private static ReadOnlySpan<byte> References => "reference_ids"u8;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly byte[] _name = new byte[References.Length + 1];
    private int _nameLength;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _skipping;

    /// <summary>The bytes so far.</summary>
    public ReadOnlyMemory<byte> Bytes => _kept.WrittenMemory;

    /// <summary>Adds the next bytes; false if the body is too long.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var skipped = _skipping;
            Look(bytes[i]);
            if (skipped == _skipping)
            {
                continue;
            }

            // The brackets are kept.
            if (_skipping && !TryKeep(bytes[start..(i + 1)]))
            {
                return false;
            }

            start = i;
        }

        return _skipping || TryKeep(bytes[start..]);
    }

    private void Look(byte next)
    {
        if (_inString)
        {
            LookInString(next);
            return;
        }

        switch (next)
        {
            case (byte)'"':
                (_inString, _nameLength) = (true, 0);
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                _skipping |= _depth == 2 && next == '[' && _name.AsSpan(0, _nameLength).SequenceEqual(References);
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                _skipping &= _depth > 1;
                break;
        }
    }

    private void LookInString(byte next)
    {
        if (!_escaped && next == '"')
        {
            _inString = false;
            return;
        }

        _escaped = !_escaped && next == '\\';
        if (_nameLength < _name.Length)
        {
            _name[_nameLength++] = next;
        }
    }

    private bool TryKeep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limit - _kept.WrittenCount)
        {
            return false;
        }

        _kept.Write(bytes);
        return true;
    }
}
