using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>The engine as the endpoints see it: starts runs and answers for them.</summary>
public interface IBatchRuns
{
    /// <summary>
    /// Starts a run, or tells why not. When it answers <see cref="StartVerdict.Started"/>, the request is stored durably: the run goes on after
    /// any crash. The same request while its run is open starts nothing, but its signed URLs, which are newer, are used from then on; after the run has
    /// ended, a new one begins.
    /// </summary>
    Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation);

    /// <summary>How a run stands; null when there is none under this id.</summary>
    Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>The runs that are open or ended lately, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation);

    /// <summary>Asks an open run to end; false when there is none under this id. The repository is told (push) or the lease lapses (poll).</summary>
    Task<bool> CancelAsync(BatchId id, CancellationToken cancellation);

    /// <summary>How many runs of a robot are open.</summary>
    Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation);

    /// <summary>
    /// Whether another run could be taken now. Whoever claims work asks before: a claim that cannot be started costs one of four deliveries
    /// (protocol 1.5).
    /// </summary>
    Task<bool> HasCapacityAsync(CancellationToken cancellation) => Task.FromResult(true);
}

/// <summary>The engine's answer to a request.</summary>
public enum StartVerdict
{
    /// <summary>A run was started.</summary>
    Started,

    /// <summary>The same request is being worked on already.</summary>
    AlreadyRunning,

    /// <summary>Another request under the same id is being worked on.</summary>
    Conflict,

    /// <summary>There is too much work already; the sender should come back later.</summary>
    Busy,
}
