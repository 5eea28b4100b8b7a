using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Processes the open runs, at most <c>Limits:ActiveRuns</c> at once, the oldest first. When the host stops, running steps may finish within
/// its shutdown time-out; runs resume at the next start.
/// </summary>
internal sealed partial class RunDrivers(EngineContext parts, OpenRuns open, ILogger<RunDrivers> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan UnwindTime = TimeSpan.FromSeconds(5);

    private readonly Lock _driving = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopNow = new();

    /// <summary>Resumes every open run, removes orphaned payloads, and starts accepting.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var left = await Disk.RunAsync(parts.Files.TakeUp, cancellationToken);
        left.ForEach(open.TakeUp);
        foreach (var orphan in parts.Payloads.Batches().Where(id => open.Find(id) is null).ToList())
        {
            await parts.Payloads.DeleteAllAsync(orphan, cancellationToken);
        }

        Log.TakenUp(logger, left.Count);
        left.ForEach(Queue);
        open.BeginToAccept();
    }

    /// <summary>Lets running steps finish until <paramref name="cancellationToken"/> is cancelled, then stops them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        open.AcceptNoMore();
        Task rest;
        lock (_driving)
        {
            _draining.Cancel();
            rest = Task.WhenAll(open.All.Select(static run => run.Driven).OfType<Task>());
        }

        await rest.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopNow.CancelAsync();
        await rest.WaitAsync(UnwindTime, parts.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.Rests(logger, open.Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _draining.Dispose();
        _stopNow.Dispose();
    }

    /// <summary>Drives an open run as soon as a slot is free.</summary>
    public void Queue(OpenRun run) => parts.Slots.Acquire(run.AcceptedAt, () =>
    {
        lock (_driving)
        {
            if (!_draining.IsCancellationRequested)
            {
                // Whoever made room, another run or a request, is not what this run is traced and logged with.
                using var unrelated = ExecutionContext.SuppressFlow();
                run.Driven = Task.Run(() => DriveAsync(run));
            }
        }
    });

    private async Task DriveAsync(OpenRun run)
    {
        using var scope = RunScope.Begin(logger, run.Id);
        try
        {
            var stop = new HostStop(_draining.Token, _stopNow.Token);
            if (await new RunDriver(parts, run, stop).DriveAsync() is { } outcome)
            {
                await parts.Disk.RunAsync(() => parts.Files.End(run.ToStatus(outcome, parts.Time.GetUtcNow())), _stopNow.Token);
                RunLog.Ended(logger, run.Id, outcome, parts.Time.GetUtcNow() - run.AcceptedAt);
                open.Remove(run);
            }
        }
        catch (OperationCanceledException) when (_stopNow.IsCancellationRequested)
        {
            // The journal is complete; the run resumes at the next start.
        }
#pragma warning disable CA1031 // The engine's boundary: a bug in one run must not affect others. The run resumes at the next start.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Stuck(logger, run.Id, StepCrash.Describe(exception), exception.StackTrace);
            run.SetEnded();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The store has {Count} open runs; resuming them")]
        public static partial void TakenUp(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Critical, "Run {RunId} failed unexpectedly; it resumes at the next start: {Problem}\n{StackTrace}")]
        public static partial void Stuck(ILogger logger, BatchId runId, string problem, string? stackTrace);

        [LoggerMessage(4, LogLevel.Information, "Stopped; {Count} open runs resume at the next start")]
        public static partial void Rests(ILogger logger, int count);
    }
}
