namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Cancellation sources that are used again and again, since one is needed for every reference.</summary>
internal sealed class TimeoutPool(TimeSpan timeout, TimeProvider time)
{
    private readonly Stack<CancellationTokenSource> _idle = [];

    /// <summary>A source that cancels after the time-out.</summary>
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

    /// <summary>Takes a source back once nobody uses its token any more.</summary>
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
