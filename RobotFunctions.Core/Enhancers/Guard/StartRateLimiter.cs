namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Spaces starts evenly, so that at most the given number begin per minute.</summary>
internal sealed class StartRateLimiter(int perMinute, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _gap = perMinute > 0 ? TimeSpan.FromMinutes(1) / perMinute : TimeSpan.Zero;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits until the caller may start.</summary>
    public ValueTask WaitAsync(CancellationToken cancellation)
    {
        if (_gap == TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + _gap;
            wait = turn - now;
        }

        return wait == TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancellation));
    }
}
