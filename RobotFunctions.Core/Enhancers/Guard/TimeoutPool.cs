namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Pools deadlines, because one is needed for every reference.</summary>
internal sealed class TimeoutPool(TimeSpan timeout, TimeProvider time)
{
    private readonly Stack<Deadline> _idle = [];

    /// <summary>Gets a deadline that passes after the time-out.</summary>
    public Deadline Start()
    {
        Deadline? deadline;
        lock (_idle)
        {
            _idle.TryPop(out deadline);
        }

        deadline ??= new Deadline(timeout, time);
        deadline.Start();
        return deadline;
    }

    /// <summary>Returns a deadline; its token must no longer be in use.</summary>
    public void Stop(Deadline deadline)
    {
        if (!deadline.TryReset())
        {
            deadline.Dispose();
            return;
        }

        lock (_idle)
        {
            _idle.Push(deadline);
        }
    }
}
