using System.Collections.Concurrent;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Lets a recipe run in turns: one thing happens, and everything the recipe does about it happens at once, on one thread, before the next
/// thing does. So a recipe needs no locks, and the same things in the same order make it do the same again.
/// </summary>
/// <param name="wake">Tells the owner that something was posted between turns.</param>
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
        throw new NotSupportedException("A recipe waits for nothing but the tasks its runner gave it.");
}
