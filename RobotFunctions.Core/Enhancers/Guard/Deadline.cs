namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>
/// A time-out whose token goes to an author's code. What callbacks of that token throw ends here: it would reach the timer, and with it the process.
/// </summary>
internal sealed class Deadline(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _timer = new(Timeout.InfiniteTimeSpan, time);
    private readonly CancellationTokenSource _given = new();

    public CancellationToken Token => _given.Token;

    public void Start()
    {
        _timer.Token.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), this);
        _timer.CancelAfter(timeout);
    }

    public void Cancel()
    {
        try
        {
            _given.Cancel();
        }
        catch (AggregateException)
        {
            // All callbacks were called; what the author's threw concerns nobody else.
        }
    }

    /// <summary>Makes it ready for another start; false when it has passed.</summary>
    public bool TryReset() => _timer.TryReset() && _given.TryReset();

    public void Dispose()
    {
        _timer.Dispose();
        _given.Dispose();
    }
}
