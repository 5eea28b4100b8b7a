using System.Buffers;
using System.Buffers.Binary;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>
/// Detects repeated ids in memory that does not grow with the file: exactly for the first ids, then with a Bloom filter of 8 MiB
/// whose suspects <see cref="DuplicateLines"/> verifies. At a million ids the false positive rate is about one in thirty million.
/// </summary>
internal sealed class SeenIds : IDisposable
{
    private const int ExactIds = 16_384;
    private const int FilterWords = 1 << 20;
    private const int Probes = 8;

    private readonly HashSet<ReferenceId> _exact = [];
    private readonly HashSet<ReferenceId> _suspects = [];
    private ulong[]? _filter;

    /// <summary>Ids that may occur more than once; all that do are included.</summary>
    public IReadOnlySet<ReferenceId> Suspects => _suspects;

    public void Add(ReferenceId id)
    {
        if (_filter is null && _exact.Count < ExactIds)
        {
            if (!_exact.Add(id))
            {
                _suspects.Add(id);
            }

            return;
        }

        _filter ??= FilterOf(_exact);
        if (Mark(_filter, id))
        {
            _suspects.Add(id);
        }
    }

    public void Dispose()
    {
        if (_filter is not null)
        {
            ArrayPool<ulong>.Shared.Return(_filter);
            _filter = null;
        }
    }

    private static ulong[] FilterOf(HashSet<ReferenceId> ids)
    {
        var filter = ArrayPool<ulong>.Shared.Rent(FilterWords);
        Array.Clear(filter);
        foreach (var id in ids)
        {
            Mark(filter, id);
        }

        ids.Clear();
        ids.TrimExcess();
        return filter;
    }

    /// <returns>Whether every bit of the id was set already.</returns>
    private static bool Mark(ulong[] filter, ReferenceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])));
        var step = Mix(hash) | 1;
        var seen = true;
        for (var probe = 0; probe < Probes; probe++, hash += step)
        {
            ref var word = ref filter[(hash >> 32) & (FilterWords - 1)];
            var bit = 1UL << (int)(hash >> 58);
            seen &= (word & bit) != 0;
            word |= bit;
        }

        return seen;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
