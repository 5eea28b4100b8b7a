using System.Buffers.Binary;

namespace RobotFunctions.Simulator.References;

/// <summary>Generates ids like the repository's: version 4 for old records, version 7 for new ones. Ids are unique per index.</summary>
internal sealed class GeneratedIds(int seed)
{
    private const long NewIdsSince = 1_770_249_600_000; // 2026-02-05, in milliseconds

    private readonly ulong _mask = (ulong)(uint)seed << 16;

    /// <summary>The id of the reference with this index.</summary>
    public Guid Reference(int index, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var isNew = index % 2 == 1;
        if (isNew)
        {
            WriteLow48(bytes, (ulong)(NewIdsSince + (index * 997L)));
        }

        bytes[6] = (byte)((bytes[6] & 0x0f) | (isNew ? 0x70 : 0x40));
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);

        // Multiplying by an odd number scatters the indexes over 48 bits without collisions.
        WriteLow48(bytes[10..], ((ulong)index * 0x9E37_79B9_7F4B) ^ _mask);
        return new Guid(bytes, bigEndian: true);
    }

    private static void WriteLow48(Span<byte> target, ulong value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)(value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(target[2..], (uint)value);
    }
}
