using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Engine;

/// <summary>The in-memory state of an open run, queued or active. It is small because there may be many runs; the rest is in the journal.</summary>
internal sealed class OpenRun(AcceptedRequest request)
{
    private static readonly RunProgress Queued = new(RunPhase.Queued, 0, default);

    private readonly TaskCompletionSource<bool> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _requestGate = new();
    private volatile State _state = new(request.Batch.AcceptedAt, Queued);
    private volatile RunProgress? _furthest;
    private Task _requestWork = Task.CompletedTask;

    public BatchId Id { get; } = request.Batch.Id;

    public RobotId Robot { get; } = request.Batch.Robot;

    public DateTimeOffset AcceptedAt { get; } = request.Batch.AcceptedAt;

    public string ContentHash { get; } = request.ContentHash;

    /// <summary>Whether its journal is durable: before that, the request must not be reported as accepted.</summary>
    public Task<bool> Stored => _stored.Task;

    /// <summary>Completes when the run ends, or when it fails unexpectedly and rests until the next start.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Called on a cancellation request; null while the run is queued.</summary>
    public Action? Cancel { get; set; }

    /// <summary>Completes when the run is no longer being driven; null while the run is queued.</summary>
    public Task? Driven { get; set; }

    /// <summary>Whether its request has been stored in the batch store.</summary>
    public bool HasBegun { get; set; }

    private BatchOrigin Origin { get; } = request.Batch.Origin;

    public void SetStored(bool stored) => _stored.SetResult(stored);

    public void SetEnded() => _ended.TrySetResult();

    /// <summary>Runs work on the stored request, one at a time.</summary>
    public Task WorkOnRequestAsync(Func<Task> work)
    {
        lock (_requestGate)
        {
            return _requestWork = AfterAsync(_requestWork, work);
        }
    }

    public void Show(RunProgress progress, DateTimeOffset now)
    {
        _state = new State(now, progress);
        _furthest = progress.Phase == RunPhase.Enhancing ? _furthest : null;
    }

    /// <summary>The status, with the outcomes so far of the chunks that are being enhanced.</summary>
    public RunStatus ToStatus(EntryCounts open = default)
    {
        var state = _state;
        var progress = state.Progress with { Counts = state.Progress.Counts + open };
        if (progress.Phase == RunPhase.Enhancing)
        {
            // A chunk that has just ended is no longer open, and its outcome is not in the journal yet.
            progress = _furthest is { } furthest && furthest.Counts.Done > progress.Counts.Done ? furthest : progress;
            _furthest = progress;
        }

        return new RunStatus
        {
            Id = Id,
            Robot = Robot,
            Origin = Origin,
            AcceptedAt = AcceptedAt,
            UpdatedAt = state.UpdatedAt,
            Progress = progress,
        };
    }

    public RunStatus ToStatus(RunOutcome outcome, DateTimeOffset now) => ToStatus() with
    {
        UpdatedAt = now,
        Progress = _state.Progress with { Phase = RunPhase.Ended, Counts = outcome.Counts },
        Outcome = outcome,
    };

    private static async Task AfterAsync(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work();
    }

    private sealed record State(DateTimeOffset UpdatedAt, RunProgress Progress);
}
