using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Calls;

/// <summary>The accepted results.</summary>
public sealed class CallbackLog
{
    private readonly ConcurrentDictionary<BatchId, TaskCompletionSource<ReceivedCallback>> _first = new();
    private readonly ConcurrentQueue<ReceivedCallback> _all = new();

    internal CallbackLog()
    {
    }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<ReceivedCallback> All => [.. _all];

    /// <summary>The first result for a request or batch, once there is one.</summary>
    public Task<ReceivedCallback> FirstAsync(BatchId id, CancellationToken cancellation) => First(id).Task.WaitAsync(cancellation);

    internal void Add(ReceivedCallback callback)
    {
        _all.Enqueue(callback);
        First(callback.Id).TrySetResult(callback);
    }

    private TaskCompletionSource<ReceivedCallback> First(BatchId id) =>
        _first.GetOrAdd(id, static _ => new TaskCompletionSource<ReceivedCallback>(TaskCreationOptions.RunContinuationsAsynchronously));
}
