using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>The engine's interface for endpoints: starts, finds and cancels runs.</summary>
public interface IBatchRuns
{
    /// <summary>
    /// Starts a run or says why it does not. On <see cref="StartVerdict.Started"/> the request is stored durably, and the run continues after
    /// a crash. Repeating a request while its run is open starts nothing, but the run uses the signed URLs of the repeated request from then on; after the
    /// run has ended, it starts a new run.
    /// </summary>
    Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation);

    /// <summary>The status of a run, or null if there is no run with this id.</summary>
    Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>The open and recently ended runs, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation);

    /// <summary>
    /// The open runs, and those that began at or after <paramref name="since"/>, whether or not they have ended; perhaps others that ended since then. The
    /// order is not defined.
    /// </summary>
    Task<IReadOnlyList<RunStatus>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Cancels an open run; false if there is no open run with this id. The repository gets an error (push), or the lease expires (poll).</summary>
    Task<bool> CancelAsync(BatchId id, CancellationToken cancellation);

    /// <summary>The number of open runs of a robot.</summary>
    Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation);

    /// <summary>
    /// Whether another run can be accepted now. Pollers ask before they claim work: a claim that cannot be started uses up one of four deliveries
    /// (protocol 1.5).
    /// </summary>
    Task<bool> HasCapacityAsync(CancellationToken cancellation) => Task.FromResult(true);
}

/// <summary>The result of starting a run.</summary>
public enum StartVerdict
{
    /// <summary>A run was started.</summary>
    Started,

    /// <summary>A run of the same request is already open.</summary>
    AlreadyRunning,

    /// <summary>A run of a different request with the same id is open.</summary>
    Conflict,

    /// <summary>The robot is at capacity; the sender should retry later.</summary>
    Busy,
}
