using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Sends what waits for destinations. A commit wakes it for the destinations it recorded something for; every <see cref="SweepInterval"/> it looks for what is due
/// otherwise: retries, ended leases, and what other processes recorded. Each destination has a pump of its own, so that one that hangs delays no other.
/// </summary>
/// <param name="signal">Wakes it.</param>
/// <param name="time">The time.</param>
internal abstract class WakeLoop(WakeSignal signal, TimeProvider time) : BackgroundService
{
    /// <summary>How often it looks for what it was not told of.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (IPump Pump, Task Running)> _pumps = [];

    /// <summary>The time.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Gives back what has waited too long, and finds the destinations that something is due for.</summary>
    protected abstract Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation);

    /// <summary>Creates the pump of a destination.</summary>
    protected abstract IPump CreatePump(Guid destination);

    /// <summary>Tells that a pump ended with an exception, and starts again.</summary>
    protected abstract void PumpFailed(Exception bug, Guid destination);

    /// <summary>Tells that the store failed while it looked for what is due.</summary>
    protected abstract void SweepFailed(Exception exception);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var sweeps = Time.CreateTimer(static signal => ((WakeSignal)signal!).Sweep(), signal, TimeSpan.Zero, SweepInterval);
        try
        {
            await foreach (var wake in signal.ReadAsync(stoppingToken))
            {
                IReadOnlyList<Guid> destinations = wake is { } one ? [one] : await TrySweepAsync(stoppingToken);
                foreach (var destination in destinations)
                {
                    Pump(destination, stoppingToken).Wake();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pumps end by themselves.
        }

        await Task.WhenAll(_pumps.Values.Select(static pump => pump.Running));
    }

    private IPump Pump(Guid destination, CancellationToken stopping)
    {
        var exists = _pumps.TryGetValue(destination, out var found);
        if (exists && found.Running.Exception is { } bug)
        {
            PumpFailed(bug, destination);
            exists = false;
        }

        if (!exists)
        {
            var pump = CreatePump(destination);
            _pumps[destination] = found = (pump, pump.RunAsync(stopping));
        }

        return found.Pump;
    }

    private async Task<IReadOnlyList<Guid>> TrySweepAsync(CancellationToken cancellation)
    {
        try
        {
            return await SweepAsync(cancellation);
        }
        catch (Exception exception) when (StoreFailures.Include(exception))
        {
            SweepFailed(exception);
            return [];
        }
    }
}
