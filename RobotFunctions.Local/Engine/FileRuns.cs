using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The local engine: runs live in this process and survive its end in their journals. As many are worked on as <c>Limits:ActiveRuns</c> says,
/// the oldest first; as many may be open as <c>Limits:OpenRuns</c> says. When the host stops, steps that run may end within its shutdown time;
/// then everything rests until the next start.
/// </summary>
internal sealed partial class FileRuns : IBatchRuns, IHostedService, IDisposable
{
    private static readonly TimeSpan UnwindTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<BatchId, OpenRun> _open = new();
    private readonly Lock _driving = new();
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopNow = new();
    private readonly EngineParts _parts;
    private readonly FileBatchStore _payloads;
    private readonly DiskRoom _room;
    private readonly int _mostOpen;
    private readonly ILogger _logger;
    private int _openCount;
    private volatile bool _accepts;

    public FileRuns(
        RunFiles files,
        FileBatchStore payloads,
        AcceptedRequests requests,
        Recipe recipe,
        RunPlan plan,
        IOptions<LimitsOptions> limits,
        IServiceProvider services,
        PatientDisk disk,
        DiskRoom room,
        TimeProvider time,
        ILogger<FileRuns> logger)
    {
        var slots = new ActiveSlots(limits.Value.ActiveRuns);
        _parts = new EngineParts(recipe, plan, files, slots, payloads, requests, services, disk, time, logger);
        _payloads = payloads;
        _room = room;
        _mostOpen = limits.Value.OpenRuns;
        _logger = logger;
    }

    /// <inheritdoc/>
    public async Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        var run = new OpenRun(request);
        while (true)
        {
            var there = _open.GetOrAdd(run.Id, run);
            if (there == run)
            {
                return await StoreAsync(run, request) ? StartVerdict.Started : StartVerdict.Busy;
            }

            // The other sender's answer is as good as ours only once its request is stored; if that failed, it is our turn to try.
            if (await there.Stored.WaitAsync(cancellation))
            {
                return there.ContentHash == run.ContentHash ? StartVerdict.AlreadyRunning : StartVerdict.Conflict;
            }
        }
    }

    /// <inheritdoc/>
    public Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation) => _open.TryGetValue(id, out var run)
        ? Task.FromResult<RunStatus?>(run.ToStatus())
        : Disk.RunAsync(() => _parts.Files.FindEnded(id), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation)
    {
        var open = _open.Values.OrderByDescending(static run => run.AcceptedAt).Take(limit).Select(static run => run.ToStatus()).ToList();
        var ended = await Disk.RunAsync(() => _parts.Files.ListEnded(limit), cancellation);

        // A run that is just ending is in both lists, and so is one whose id was used before.
        return [.. open.Concat(ended).DistinctBy(static run => run.Id).Take(limit)];
    }

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(BatchId id, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(id, out var run)
            || !await run.Stored.WaitAsync(cancellation)
            || !await Disk.RunAsync(() => _parts.Files.RequestCancel(id), cancellation))
        {
            return false;
        }

        run.Cancel?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation) =>
        Task.FromResult(_open.Values.Count(run => run.Robot == robot));

    /// <inheritdoc/>
    public Task<bool> HasRoomAsync(CancellationToken cancellation) =>
        Disk.RunAsync(() => Volatile.Read(ref _openCount) < _mostOpen && _room.IsEnough, cancellation);

    /// <summary>Waits until no run is open under this id.</summary>
    public Task WaitForEndAsync(BatchId id, CancellationToken cancellation) =>
        _open.TryGetValue(id, out var run) ? run.Ended.WaitAsync(cancellation) : Task.CompletedTask;

    /// <summary>Waits until the runs that are open now have ended.</summary>
    public Task WaitForAllAsync(CancellationToken cancellation) =>
        Task.WhenAll(_open.Values.Select(static run => run.Ended)).WaitAsync(cancellation);

    /// <summary>Takes up every run that is open, removes what belongs to none, and begins to accept.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var open = await Disk.RunAsync(_parts.Files.TakeUp, cancellationToken);
        foreach (var run in open)
        {
            _open[run.Id] = run;
            run.SetStored(true);
        }

        _openCount = open.Count;
        foreach (var orphan in _payloads.Batches().Where(id => !_open.ContainsKey(id)).ToList())
        {
            await _payloads.DeleteAllAsync(orphan, cancellationToken);
        }

        Log.TakenUp(_logger, open.Count);
        open.ForEach(Queue);
        _accepts = true;
    }

    /// <summary>Lets running steps end until <paramref name="cancellationToken"/>, then stops them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _accepts = false;
        Task rest;
        lock (_driving)
        {
            _draining.Cancel();
            rest = Task.WhenAll(_open.Values.Select(static run => run.Driven).OfType<Task>());
        }

        await rest.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopNow.CancelAsync();
        await rest.WaitAsync(UnwindTime, _parts.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.Rests(_logger, _openCount);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _draining.Dispose();
        _stopNow.Dispose();
    }

    private async Task<bool> StoreAsync(OpenRun run, AcceptedRequest request)
    {
        var stored = false;
        try
        {
            if (Interlocked.Increment(ref _openCount) <= _mostOpen && _accepts)
            {
                await Disk.RunAsync(
                    () =>
                    {
                        _room.Require();
                        _parts.Files.Create(request);
                    },
                    CancellationToken.None);
                stored = true;
            }
        }
        finally
        {
            if (!stored)
            {
                Forget(run);
            }

            run.SetStored(stored);
        }

        if (stored)
        {
            Queue(run);
        }

        return stored;
    }

    private void Queue(OpenRun run) => _parts.Slots.Enter(run.AcceptedAt, () =>
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
            if (await new RunDriver(_parts, run, stop).DriveAsync() is { } outcome)
            {
                await _parts.Disk.RunAsync(() => _parts.Files.End(run.ToStatus(outcome, _parts.Time.GetUtcNow())), _stopNow.Token);
                Forget(run);
                Log.Ended(_logger, run.Id, outcome.End, outcome.Reason ?? "");
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
            Log.Stuck(_logger, run.Id, StepCrash.Describe(exception), exception.StackTrace);
        }
    }

    private void Forget(OpenRun run)
    {
        _open.TryRemove(run.Id, out _);
        Interlocked.Decrement(ref _openCount);
        run.SetEnded();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The store has {Count} open runs; they go on")]
        public static partial void TakenUp(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Information, "Run {Run} ended: {End}. {Reason}")]
        public static partial void Ended(ILogger logger, BatchId run, RunEnd end, string reason);

        [LoggerMessage(3, LogLevel.Critical, "Run {Run} met a bug and rests until the next start: {Problem}\n{StackTrace}")]
        public static partial void Stuck(ILogger logger, BatchId run, string problem, string? stackTrace);

        [LoggerMessage(4, LogLevel.Information, "Stopped; {Count} open runs go on at the next start")]
        public static partial void Rests(ILogger logger, int count);
    }
}
