namespace RobotFunctions.Local.Engine;

/// <summary>How many runs are worked on at once. Whoever waits longest for its end goes first: the oldest run, not the first to queue.</summary>
internal sealed class ActiveSlots(int count)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Since, long Order)> _waiting = new();
    private int _free = count;
    private long _order;

    /// <summary>Calls <paramref name="enter"/> once there is room, at once if there is. Each call is answered by one <see cref="Leave"/>.</summary>
    public void Enter(DateTimeOffset since, Action enter)
    {
        lock (_gate)
        {
            if (_free == 0)
            {
                _waiting.Enqueue(enter, (since, _order++));
                return;
            }

            _free--;
        }

        enter();
    }

    /// <inheritdoc cref="Enter(DateTimeOffset, Action)"/>
    public Task EnterAsync(DateTimeOffset since)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enter(since, entered.SetResult);
        return entered.Task;
    }

    /// <summary>Makes room for the next.</summary>
    public void Leave()
    {
        Action? next;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out next, out _))
            {
                _free++;
            }
        }

        next?.Invoke();
    }
}
