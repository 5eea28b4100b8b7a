namespace RobotFunctions.Tests.Fakes;

/// <summary>
/// Time that stands still until a test moves it. Due timers fire on the thread that moves it, in the order of their due times, each at its
/// own moment. Await <see cref="TimersArmedAsync"/> before moving it, so that the code under test is known to wait: no sleep is needed.
/// </summary>
public sealed class FakeTimeProvider : TimeProvider
{
    /// <summary>Where time starts unless a test says otherwise.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private readonly long _startTicks;
    private long _nowTicks;

    public FakeTimeProvider()
        : this(DefaultStart)
    {
    }

    public FakeTimeProvider(DateTimeOffset start) => _nowTicks = _startTicks = start.UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

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

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _nowTicks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _nowTicks) - _startTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
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
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Volatile.Read(ref _nowTicks) + by.Ticks;
        while (TakeNextDue(target) is { } due)
        {
            due.Fire();
        }

        lock (_gate)
        {
            Volatile.Write(ref _nowTicks, Math.Max(_nowTicks, target));
        }
    }

    /// <summary>Moves time to the next due timer and fires it; false when none waits.</summary>
    public bool AdvanceToNextTimer()
    {
        if (TakeNextDue(long.MaxValue) is not { } due)
        {
            return false;
        }

        due.Fire();
        return true;
    }

    private FakeTimer? TakeNextDue(long target)
    {
        lock (_gate)
        {
            if (_armed.MinBy(static timer => timer.DueTicks) is not { } next || next.DueTicks > target)
            {
                return null;
            }

            Volatile.Write(ref _nowTicks, Math.Max(_nowTicks, next.DueTicks));
            if (next.PeriodTicks > 0)
            {
                next.DueTicks += next.PeriodTicks;
            }
            else
            {
                _armed.Remove(next);
            }

            return next;
        }
    }

    private void Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.DueTicks = _nowTicks + dueTime.Ticks;
            timer.PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
            _armed.Add(timer);
            foreach (var watcher in _watchers.FindAll(watcher => watcher.Count <= _armed.Count))
            {
                _watchers.Remove(watcher);
                watcher.Reached.SetResult();
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            ThreadPool.QueueUserWorkItem(static provider => provider.Advance(TimeSpan.Zero), this, preferLocal: false);
        }
    }

    private void Disarm(FakeTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
        }
    }

    private sealed class FakeTimer(FakeTimeProvider provider, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public long DueTicks { get; set; }

        public long PeriodTicks { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            provider.Arm(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            provider.Disarm(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
