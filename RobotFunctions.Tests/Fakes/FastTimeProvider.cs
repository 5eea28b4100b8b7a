namespace RobotFunctions.Tests.Fakes;

/// <summary>
/// Time that runs faster than the world, for whole hosts with real sockets: their waits and back-offs are over sooner, in the same order. It moves
/// in small steps, each of which waits for its turn on the thread pool and is as long as the others however late it comes: a process that stands
/// still, or has more to do than its machine can, finds that no time has passed, and none of its time-outs strikes for that reason. What a test
/// expects must not depend on how fast it is; where it would, the test stops time, or moves it itself.
/// </summary>
/// <param name="speed">How much faster, as long as the machine keeps up.</param>
public sealed class FastTimeProvider(int speed = 20) : TimeProvider, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    private readonly FakeTimeProvider _time = new(System.GetUtcNow());
    private volatile bool _stands;
    private volatile bool _disposed;

    /// <inheritdoc/>
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <summary>Time that has begun to run.</summary>
    public static FastTimeProvider Start(int speed = 20)
    {
        var time = new FastTimeProvider(speed);
        _ = Task.Run(time.RunAsync);
        return time;
    }

    /// <summary>From now on, but for a step under way, it stands still until <see cref="Advance"/> or <see cref="GoOn"/>.</summary>
    public void Stop() => _stands = true;

    /// <summary>It runs again.</summary>
    public void GoOn() => _stands = false;

    /// <summary>Moves it on at once.</summary>
    public void Advance(TimeSpan by) => _time.Advance(by);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <summary>A timer that fires on the thread pool, as real ones do.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(_ => ThreadPool.UnsafeQueueUserWorkItem(static fired => fired.callback(fired.state), (callback, state), preferLocal: false), null, dueTime, period);

    /// <summary>It stays stopped.</summary>
    public void Dispose() => _disposed = true;

    private async Task RunAsync()
    {
        while (!_disposed)
        {
            await Task.Delay(Beat, System, CancellationToken.None);
            if (!_stands)
            {
                _time.Advance(Beat * speed);
            }
        }
    }
}
