namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>
/// A time-out whose token is passed to the author's code. Exceptions of callbacks on that token are caught here; otherwise they would end the process
/// from the timer's thread.
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
            // Thrown by callbacks of the author's code. All callbacks were called.
        }
    }

    /// <summary>Resets the deadline for reuse; false if it has passed.</summary>
    public bool TryReset() => _timer.TryReset() && _given.TryReset();

    public void Dispose()
    {
        _timer.Dispose();
        _given.Dispose();
    }
}
