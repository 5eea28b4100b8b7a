using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Engine;

/// <summary>The accepted runs that have not ended: at most <paramref name="most"/>, not counting runs resumed at start.</summary>
internal sealed class OpenRuns(int most)
{
    private readonly ConcurrentDictionary<BatchId, OpenRun> _runs = new();
    private int _count;
    private volatile bool _accepts;

    public int Count => Volatile.Read(ref _count);

    public bool HasCapacity => Count < most;

    public IEnumerable<OpenRun> All => _runs.Values;

    public OpenRun? Find(BatchId id) => _runs.GetValueOrDefault(id);

    /// <summary>Claims the id for <paramref name="run"/> and returns the run that holds it: this one, or an earlier one.</summary>
    public OpenRun Claim(OpenRun run) => _runs.GetOrAdd(run.Id, run);

    /// <summary>Whether one more run may be accepted. In either case the caller must call <see cref="Remove"/> when the run has ended or is rejected.</summary>
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
