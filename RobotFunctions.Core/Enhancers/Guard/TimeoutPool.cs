namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Pools cancellation sources, because one is needed for every reference.</summary>
internal sealed class TimeoutPool(TimeSpan timeout, TimeProvider time)
{
    private readonly Stack<CancellationTokenSource> _idle = [];

    /// <summary>Gets a source that cancels after the time-out.</summary>
    public CancellationTokenSource Start()
    {
        CancellationTokenSource? source;
        lock (_idle)
        {
            _idle.TryPop(out source);
        }

        if (source is null)
        {
            return new CancellationTokenSource(timeout, time);
        }

        source.CancelAfter(timeout);
        return source;
    }

    /// <summary>Returns a source; its token must no longer be in use.</summary>
    public void Stop(CancellationTokenSource source)
    {
        if (!source.TryReset())
        {
            source.Dispose();
            return;
        }

        lock (_idle)
        {
            _idle.Push(source);
        }
    }
}
