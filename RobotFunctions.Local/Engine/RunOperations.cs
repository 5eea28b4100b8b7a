using System.Threading.Channels;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The concurrent operations of one run: steps on the thread pool, timers, and cancellation requests. Their events arrive in one queue and are
/// journaled and handled one by one.
/// </summary>
internal sealed class RunOperations : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HostStop _stop;
    private readonly Channel<Happening> _happened = Channel.CreateUnbounded<Happening>(new() { SingleReader = true });
    private readonly Dictionary<int, ITimer> _timers = [];
    private readonly List<Task> _tasks = [];
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenRegistration _draining;
    private readonly HashSet<PendingStep> _running = [];

    public RunOperations(IServiceProvider services, TimeProvider time, ILogger logger, HostStop stop)
    {
        _services = services;
        _time = time;
        _logger = logger;
        _stop = stop;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Now);
        _draining = stop.Draining.Register(Wake);
    }

    /// <summary>Whether no step is running and no event is queued: only a timer or an operator can continue the run.</summary>
    public bool IsIdle => _running.Count == 0 && !_happened.Reader.TryPeek(out _);

    /// <summary>Whether the host is stopping and no step of the run is running that it waits for.</summary>
    public bool IsDrained => _stop.Draining.IsCancellationRequested && _running.All(static step => step.RunsWhileStopping);

    /// <summary>
    /// Starts a step; its end becomes an event. While the host drains, only steps that hold what the running ones need are started: any other step
    /// runs after the next start.
    /// </summary>
    public void Begin(PendingStep step)
    {
        if (!_stop.Draining.IsCancellationRequested || step.RunsWhileStopping)
        {
            _running.Add(step);
            _tasks.RemoveAll(static task => task.IsCompleted);
            _tasks.Add(Task.Run(() => RunAsync(step)));
        }
    }

    /// <summary>Starts a timer that fires at <paramref name="due"/>, but at the latest after <paramref name="longest"/>.</summary>
    public void Arm(int timer, DateTimeOffset due, TimeSpan longest)
    {
        var left = due - _time.GetUtcNow();
        var wait = left < longest ? left : longest;
        _timers[timer] = _time.CreateTimer(
            _ => _happened.Writer.TryWrite(new Happening(new TimerFired(timer))),
            null,
            wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels a timer.</summary>
    public void Disarm(int timer)
    {
        if (_timers.Remove(timer, out var armed))
        {
            armed.Dispose();
        }
    }

    /// <summary>Queues a cancellation request.</summary>
    public void RequestCancellation() => _happened.Writer.TryWrite(new Happening(new CancellationRequested()));

    /// <summary>Makes <see cref="NextAsync"/> return without an event.</summary>
    public void Wake() => _happened.Writer.TryWrite(default);

    /// <summary>Waits for events and returns them; empty after <see cref="Wake"/>.</summary>
    public async Task<List<JournalEntry>> NextAsync()
    {
        var entries = new List<JournalEntry>();
        var next = await _happened.Reader.ReadAsync(_stop.Now);
        do
        {
            if (next.Ended is { } ended)
            {
                _running.Remove(ended);
            }

            if (next.Entry is { } entry)
            {
                entries.Add(entry);
            }

            if (next.Entry is TimerFired fired)
            {
                Disarm(fired.Timer);
            }
        }
        while (_happened.Reader.TryRead(out next));
        return entries;
    }

    /// <summary>Stops all operations and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _draining.DisposeAsync();
        await _ended.CancelAsync();
        await Task.WhenAll(_tasks);
        foreach (var timer in _timers.Values)
        {
            await timer.DisposeAsync();
        }

        _ended.Dispose();
    }

    private async Task RunAsync(PendingStep step)
    {
        var outcome = await step.RunAsync(_services, _logger, _ended.Token);
        _happened.Writer.TryWrite(new Happening(outcome is null ? null : new StepFinished(step.Call, outcome.Value), step));
    }

    private readonly record struct Happening(JournalEntry? Entry, PendingStep? Ended = null);
}

/// <summary>The two phases of stopping a host.</summary>
/// <param name="Draining">Nothing new is started; running steps may finish.</param>
/// <param name="Now">Everything must stop.</param>
internal sealed record HostStop(CancellationToken Draining, CancellationToken Now);
