using System.Threading.Channels;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// What one run has going outside its turns: steps on the thread pool, timers, and the operator's wish. Their ends arrive in one line, to be
/// journaled and told one by one.
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

    /// <summary>Whether no step runs and nothing has happened that is not told yet: only time or an operator can bring the run on.</summary>
    public bool IsIdle => _running.Count == 0 && !_happened.Reader.TryPeek(out _);

    /// <summary>Whether the host stops and the run has come to a point where it can rest.</summary>
    public bool IsDrained => _stop.Draining.IsCancellationRequested && _running.All(static step => step.RunsWhileStopping);

    /// <summary>
    /// Runs a step; its end is told later. While the host drains, only what keeps the running steps' work from being lost begins: any other step
    /// waits for the next start.
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

    /// <summary>Tells the run when it is <paramref name="due"/>, and after <paramref name="longest"/> whatever the clock says.</summary>
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

    /// <summary>Nobody waits for it any more.</summary>
    public void Disarm(int timer)
    {
        if (_timers.Remove(timer, out var armed))
        {
            armed.Dispose();
        }
    }

    /// <summary>An operator wants the run to end.</summary>
    public void RequestCancellation() => _happened.Writer.TryWrite(new Happening(new CancellationRequested()));

    /// <summary>Makes <see cref="NextAsync"/> look around.</summary>
    public void Wake() => _happened.Writer.TryWrite(default);

    /// <summary>What has happened since, as soon as there is anything; empty when the owner should look around.</summary>
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

    /// <summary>Ends everything that still runs, and waits for it.</summary>
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

/// <summary>The two moments of a host's stop.</summary>
/// <param name="Draining">From here on nothing new begins; steps that run may end.</param>
/// <param name="Now">From here on nothing may go on.</param>
internal sealed record HostStop(CancellationToken Draining, CancellationToken Now);
