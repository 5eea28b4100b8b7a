namespace RobotFunctions.Local.Engine;

/// <summary>Limits how many runs are processed at once. The oldest run goes first, not the first in the queue.</summary>
internal sealed class ActiveSlots(int count)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Since, long Order)> _waiting = new();
    private int _free = count;
    private long _order;

    /// <summary>Calls <paramref name="acquired"/> as soon as a slot is free, possibly at once. Each call needs one <see cref="Release"/>.</summary>
    public void Acquire(DateTimeOffset since, Action acquired)
    {
        lock (_gate)
        {
            if (_free == 0)
            {
                _waiting.Enqueue(acquired, (since, _order++));
                return;
            }

            _free--;
        }

        acquired();
    }

    /// <inheritdoc cref="Acquire(DateTimeOffset, Action)"/>
    public Task AcquireAsync(DateTimeOffset since)
    {
        var acquired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Acquire(since, acquired.SetResult);
        return acquired.Task;
    }

    /// <summary>Releases a slot for the next run.</summary>
    public void Release()
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
