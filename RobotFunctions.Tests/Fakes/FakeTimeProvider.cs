namespace RobotFunctions.Tests.Fakes;

/// <summary>
/// Microsoft's fake time, which also tells who waits: await <see cref="TimersArmedAsync"/> before moving it, so that the code under test is known to wait and no
/// sleep is needed. Due timers fire on the thread that moves it, in the order of their due times, each at its own moment.
/// </summary>
public sealed class FakeTimeProvider : Microsoft.Extensions.Time.Testing.FakeTimeProvider
{
    /// <summary>Where time starts unless a test says otherwise.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly Dictionary<ObservedTimer, DateTimeOffset> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];

    public FakeTimeProvider()
        : this(DefaultStart)
    {
    }

    public FakeTimeProvider(DateTimeOffset start)
        : base(start)
    {
    }

    /// <summary>How many timers are waiting.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    private DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count == 0 ? null : _armed.Values.Min();
            }
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ObservedTimer(this, callback, state);
        timer.Begin(base.CreateTimer(static observed => ((ObservedTimer)observed!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when at least <paramref name="count"/> timers wait at the same time; at once when they already do.</summary>
    public Task TimersArmedAsync(int count = 1)
    {
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Moves time on and fires what becomes due, including what the fired callbacks arm within that span.</summary>
    public new void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (NextDue is { } due && due <= target)
        {
            AdvanceTo(due);
        }

        AdvanceTo(target);
    }

    /// <summary>Moves time on in one step, as when a machine sleeps: a periodic timer fires once, however many of its periods have passed.</summary>
    public void Skip(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves time to the next due timer and fires it; false when none waits.</summary>
    public bool AdvanceToNextTimer()
    {
        if (NextDue is not { } due)
        {
            return false;
        }

        AdvanceTo(due);
        return true;
    }

    private void AdvanceTo(DateTimeOffset moment)
    {
        var left = moment - GetUtcNow();
        base.Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);

        // What is still due had fired while another thread was arming it. It will not fire again, and Advance must not wait for it.
        lock (_gate)
        {
            foreach (var (timer, _) in _armed.Where(armed => armed.Value <= moment).ToList())
            {
                _armed.Remove(timer);
            }
        }
    }

    private void Arm(ObservedTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            _armed[timer] = GetUtcNow() + dueTime;
            foreach (var watcher in _watchers.FindAll(watcher => watcher.Count <= _armed.Count))
            {
                _watchers.Remove(watcher);
                watcher.Reached.SetResult();
            }
        }
    }

    private sealed class ObservedTimer(FakeTimeProvider provider, TimerCallback callback, object? state) : ITimer
    {
        private ITimer? _timer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public void Begin(ITimer timer) => _timer = timer;

        public void Fire()
        {
            if (_period != Timeout.InfiniteTimeSpan)
            {
                _timer!.Change(_period, Timeout.InfiniteTimeSpan);
            }

            provider.Arm(this, _period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            if (!_timer!.Change(dueTime, Timeout.InfiniteTimeSpan))
            {
                return false;
            }

            // A timer that is due at once has fired by now.
            if (dueTime != TimeSpan.Zero)
            {
                provider.Arm(this, dueTime);
            }

            return true;
        }

        public void Dispose()
        {
            provider.Arm(this, Timeout.InfiniteTimeSpan);
            _timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
