using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Delivers events. A commit wakes it for the subscriptions it recorded deliveries for; every <see cref="SweepInterval"/> it looks for what is due
/// otherwise: retries, ended leases, and what other processes recorded.
/// </summary>
internal sealed partial class DeliveryLoop(DeliveryQueue queue, DeliverySender sender, DeliverySignal signal, TimeProvider time, ILogger<DeliveryLoop> logger) : BackgroundService
{
    /// <summary>How often it looks for what it was not told of.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (DestinationPump Pump, Task Running)> _pumps = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var sweeps = time.CreateTimer(static signal => ((DeliverySignal)signal!).Sweep(), signal, TimeSpan.Zero, SweepInterval);
        try
        {
            await foreach (var wake in signal.ReadAsync(stoppingToken))
            {
                IReadOnlyList<Guid> subscriptions = wake is { } one ? [one] : await SweepAsync(stoppingToken);
                foreach (var subscription in subscriptions)
                {
                    Pump(subscription, stoppingToken).Wake();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pumps end by themselves.
        }

        await Task.WhenAll(_pumps.Values.Select(static pump => pump.Running));
    }

    private DestinationPump Pump(Guid subscription, CancellationToken stopping)
    {
        var exists = _pumps.TryGetValue(subscription, out var found);
        if (exists && found.Running.Exception is { } bug)
        {
            LogPumpFailed(logger, bug, subscription);
            exists = false;
        }

        if (!exists)
        {
            var pump = new DestinationPump(subscription, queue, sender, time, logger);
            _pumps[subscription] = found = (pump, pump.RunAsync(stopping));
        }

        return found.Pump;
    }

    private async Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation)
    {
        try
        {
            return await queue.SweepAsync(cancellation);
        }
        catch (Exception exception) when (StoreFailures.Include(exception))
        {
            LogStoreFailed(logger, exception);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering to subscription {SubscriptionId} failed unexpectedly; it starts again. What was being sent is due again when its lease ends.")]
    private static partial void LogPumpFailed(ILogger logger, Exception exception, Guid subscriptionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while due deliveries were looked for. The next sweep tries again.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
