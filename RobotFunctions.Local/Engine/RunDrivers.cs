using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Works on the open runs, as many at once as <c>Limits:ActiveRuns</c> says, the oldest first. When the host stops, steps that run may end within
/// its shutdown time; then everything rests until the next start.
/// </summary>
internal sealed partial class RunDrivers(EngineContext parts, OpenRuns open, ILogger<RunDrivers> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan UnwindTime = TimeSpan.FromSeconds(5);

    private readonly Lock _driving = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopNow = new();

    /// <summary>Takes up every run that is open, removes what belongs to none, and begins to accept.</summary>
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

    /// <summary>Lets running steps end until <paramref name="cancellationToken"/>, then stops them.</summary>
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

    /// <summary>Brings an open run to its end as soon as there is a slot for it.</summary>
    public void Queue(OpenRun run) => parts.Slots.Enter(run.AcceptedAt, () =>
    {
        lock (_driving)
        {
            if (!_draining.IsCancellationRequested)
            {
                run.Driven = Task.Run(() => DriveAsync(run));
            }
        }
    });

    private async Task DriveAsync(OpenRun run)
    {
        try
        {
            var stop = new HostStop(_draining.Token, _stopNow.Token);
            if (await new RunDriver(parts, run, stop).DriveAsync() is { } outcome)
            {
                await parts.Disk.RunAsync(() => parts.Files.End(run.ToStatus(outcome, parts.Time.GetUtcNow())), _stopNow.Token);
                open.Remove(run);
                RunLog.Ended(logger, run.Id, outcome);
            }
        }
        catch (OperationCanceledException) when (_stopNow.IsCancellationRequested)
        {
            // The journal has it all; the next start ends it.
        }
#pragma warning disable CA1031 // The engine's boundary: a bug in one run must not take the others with it. The run rests, whole, until the next start.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Stuck(logger, run.Id, StepCrash.Describe(exception), exception.StackTrace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The store has {Count} open runs; they go on")]
        public static partial void TakenUp(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Critical, "Run {Run} met a bug and rests until the next start: {Problem}\n{StackTrace}")]
        public static partial void Stuck(ILogger logger, BatchId run, string problem, string? stackTrace);

        [LoggerMessage(4, LogLevel.Information, "Stopped; {Count} open runs go on at the next start")]
        public static partial void Rests(ILogger logger, int count);
    }
}
