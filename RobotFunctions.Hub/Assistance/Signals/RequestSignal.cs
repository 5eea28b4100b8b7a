using System.Collections.Concurrent;

namespace RobotFunctions.Hub.Assistance.Signals;

/// <summary>Tells those who wait for a request in this process that one of its notifications has ended. What ends in another process, they find by looking.</summary>
internal sealed class RequestSignal
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waits = new();

    /// <summary>A notification of the request was delivered, skipped, or has failed for good; or the request itself has changed.</summary>
    public void Ended(Guid requestId)
    {
        if (_waits.TryRemove(requestId, out var wait))
        {
            wait.SetResult();
        }
    }

    /// <summary>Who waited has what it waited for. Another one who waits for the same request finds its end by looking.</summary>
    public void Forget(Guid requestId) => _waits.TryRemove(requestId, out _);

    /// <summary>Ends at the next signal. Who waits asks for it before looking, so that no signal is missed.</summary>
    public Task NextAsync(Guid requestId) => _waits.GetOrAdd(requestId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
