using System.Collections.Concurrent;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Runs the recipe one event at a time: all continuations of an event run on one thread before the next event
/// is handled. A recipe therefore needs no locks, and the same events in the same order give the same calls.
/// </summary>
/// <param name="wake">Called when something is posted between events.</param>
internal sealed class RunSynchronizationContext(Action wake) : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public void Take(Action turn)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            turn();
            while (_posted.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _posted.Enqueue((d, state));
        wake();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A recipe may only await the tasks of its step runner.");
}
