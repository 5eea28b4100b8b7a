using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Configuration;

namespace RobotFunctions.Simulator.Import;

/// <summary>The background imports.</summary>
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

    /// <summary>Waits until all started imports have ended.</summary>
    public Task EndedAsync() => Task.WhenAll(_running);

    /// <summary>Stops running imports. Throws if an import failed for another reason, so that the failure is not lost.</summary>
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
                // Stopped by disposal.
            }
        }

        _stopping.Dispose();
    }
}
