namespace RobotFunctions.Simulator.References;

/// <summary>The references of a request, in the order of its file: 16 bytes each, and an index only after an answer out of order.</summary>
public sealed class RequestedReferences
{
    private readonly Guid[] _ids;
    private readonly Lazy<Dictionary<Guid, int>> _positions;

    internal RequestedReferences(IEnumerable<Guid> ids)
    {
        _ids = [.. ids];
        _positions = new Lazy<Dictionary<Guid, int>>(Index);
    }

    /// <summary>Their ids.</summary>
    public IReadOnlyList<Guid> Ids => _ids;

    /// <summary>The number of references.</summary>
    public int Count => _ids.Length;

    /// <summary>Reads the ids in a reference file. Lines without a readable id are skipped because they cannot be answered; so are repeated ids.</summary>
    public static async Task<RequestedReferences> ReadAsync(string path, CancellationToken cancellation)
    {
        var ids = new List<Guid>();
        await foreach (var line in JsonLines.ReadAsync(path, cancellation))
        {
            if (ReferenceLineId.TryRead(line.Bytes.Span, out var id))
            {
                ids.Add(id);
            }
        }

        return new RequestedReferences(HasRepeated(ids) ? ids.Distinct() : ids);
    }

    internal int PositionOf(Guid id, int expected) =>
        expected < _ids.Length && _ids[expected] == id ? expected : _positions.Value.GetValueOrDefault(id, -1);

    private static bool HasRepeated(List<Guid> ids)
    {
        var sorted = ids.ToArray();
        Array.Sort(sorted);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                return true;
            }
        }

        return false;
    }

    private Dictionary<Guid, int> Index()
    {
        var positions = new Dictionary<Guid, int>(_ids.Length);
        for (var i = 0; i < _ids.Length; i++)
        {
            positions.Add(_ids[i], i);
        }

        return positions;
    }
}
