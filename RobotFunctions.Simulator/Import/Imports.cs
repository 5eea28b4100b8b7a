using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Configuration;

namespace RobotFunctions.Simulator.Import;

/// <summary>The imports that run beside the calls that started them.</summary>
internal sealed class Imports(SimulatorOptions options) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _running = [];

    public void Start(BatchId id, Func<CancellationToken, Task> import) => _running.Add(Task.Run(async () =>
    {
        if (options.BeforeImport is { } before)
        {
            await before(id).WaitAsync(_stopping.Token);
        }

        await import(_stopping.Token);
    }));

    /// <summary>Waits until everything that was started has ended.</summary>
    public Task EndedAsync() => Task.WhenAll(_running);

    /// <summary>Stops what still runs. An import that failed for a reason of its own fails this too: it must not go unseen.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var import in _running)
        {
            try
            {
                await import;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // Stopped on purpose.
            }
        }

        _stopping.Dispose();
    }
}
