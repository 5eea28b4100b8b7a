using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace RobotFunctions.Hub.Http;

/// <summary>
/// The place in a list after which the next page starts. Time and id together are a total order, so that rows of one moment are neither skipped nor
/// repeated. Callers get it as opaque text, which is bound to the filters of the list that it came from.
/// </summary>
/// <param name="At">The time of the last row of the page before.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private const int FilterBytes = 8;
    private const int Bytes = sizeof(long) + 16 + FilterBytes;

    /// <summary>The text for callers.</summary>
    /// <param name="filter">The fingerprint of the list's filters.</param>
    public string Format(ReadOnlySpan<byte> filter)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        filter.CopyTo(bytes[^FilterBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the text of a caller.</summary>
    /// <returns>Whether it is a cursor of a list with these filters.</returns>
    public static bool TryParse(string text, ReadOnlySpan<byte> filter, [NotNullWhen(true)] out Cursor? cursor)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        cursor = null;
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Bytes
            || !filter.SequenceEqual(bytes[^FilterBytes..]))
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        cursor = new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.Slice(sizeof(long), 16), bigEndian: true));
        return true;
    }

    /// <summary>The fingerprint of a list's filters: its path, its workspace, and its query without what says only which page is wanted.</summary>
    public static byte[] Fingerprint(string path, Guid workspaceId, IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var text = new StringBuilder(path).Append('\n').Append(workspaceId);
        foreach (var (name, values) in query.Where(static part => part.Key is not (PageRequest.LimitName or PageRequest.CursorName)).OrderBy(static part => part.Key, StringComparer.Ordinal))
        {
            foreach (var value in values)
            {
                text.Append('\n').Append(name.Length).Append(' ').Append(name).Append(value);
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..FilterBytes];
    }
}
