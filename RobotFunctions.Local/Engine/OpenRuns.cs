using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Engine;

/// <summary>The runs that are accepted and have not ended: at most <paramref name="most"/> of them, but for those a start takes up.</summary>
internal sealed class OpenRuns(int most)
{
    private readonly ConcurrentDictionary<BatchId, OpenRun> _runs = new();
    private int _count;
    private volatile bool _accepts;

    public int Count => Volatile.Read(ref _count);

    public bool HasCapacity => Count < most;

    public IEnumerable<OpenRun> All => _runs.Values;

    public OpenRun? Find(BatchId id) => _runs.GetValueOrDefault(id);

    /// <summary>Holds the id for <paramref name="run"/>, and gives back whoever holds it: the run itself, or one that came before.</summary>
    public OpenRun Claim(OpenRun run) => _runs.GetOrAdd(run.Id, run);

    /// <summary>Whether one more may be accepted. Whatever the answer, who asked calls <see cref="Remove"/> once the run is over or refused.</summary>
    public bool TryReserve() => Interlocked.Increment(ref _count) <= most && _accepts;

    /// <summary>Adds a run that an earlier process accepted.</summary>
    public void TakeUp(OpenRun run)
    {
        _runs[run.Id] = run;
        Interlocked.Increment(ref _count);
        run.SetStored(true);
    }

    public void Remove(OpenRun run)
    {
        _runs.TryRemove(run.Id, out _);
        Interlocked.Decrement(ref _count);
        run.SetEnded();
    }

    public void BeginToAccept() => _accepts = true;

    public void AcceptNoMore() => _accepts = false;
}
