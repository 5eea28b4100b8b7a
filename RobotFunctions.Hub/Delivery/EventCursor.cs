using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The place in the feed of events up to which a consumer has read. Callers get it as opaque text, which is bound to their workspace.</summary>
/// <param name="Transaction">The transaction that recorded the last event; 0 on SQLite.</param>
/// <param name="Number">Its number.</param>
/// <param name="At">When the place was current: everything that happens later comes after it.</param>
internal readonly record struct EventCursor(long Transaction, long Number, DateTimeOffset At)
{
    private const int Numbers = 3 * sizeof(long);
    private const int Bytes = Numbers + 16;

    /// <summary>The text for callers.</summary>
    public string Format(Guid workspaceId)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Transaction);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(2 * sizeof(long))..], At.UtcTicks);
        workspaceId.TryWriteBytes(bytes[Numbers..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the text of a caller.</summary>
    /// <returns>Whether it is a cursor of the feed of this workspace.</returns>
    public static bool TryParse(string text, Guid workspaceId, [NotNullWhen(true)] out EventCursor? cursor)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        cursor = null;
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Bytes
            || new Guid(bytes[Numbers..]) != workspaceId)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[(2 * sizeof(long))..]);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        cursor = new EventCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]), new DateTimeOffset(ticks, TimeSpan.Zero));
        return true;
    }
}
