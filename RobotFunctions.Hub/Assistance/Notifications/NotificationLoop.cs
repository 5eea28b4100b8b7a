using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>
/// Tells people. A commit wakes it for the channels it recorded notifications for; every <see cref="SweepInterval"/> it looks for what is due otherwise: fallbacks,
/// escalations, retries, ended leases, and what other processes recorded.
/// </summary>
internal sealed partial class NotificationLoop(
    NotificationQueue queue, ChannelKinds kinds, ChannelSending sending, NotificationSignal signal, TimeProvider time, ILogger<NotificationLoop> logger) : BackgroundService
{
    /// <summary>How often it looks for what it was not told of.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, (ChannelPump Pump, Task Running)> _pumps = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var sweeps = time.CreateTimer(static signal => ((NotificationSignal)signal!).Sweep(), signal, TimeSpan.Zero, SweepInterval);
        try
        {
            await foreach (var wake in signal.ReadAsync(stoppingToken))
            {
                IReadOnlyList<Guid> channels = wake is { } one ? [one] : await SweepAsync(stoppingToken);
                foreach (var channel in channels)
                {
                    Pump(channel, stoppingToken).Wake();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pumps end by themselves.
        }

        await Task.WhenAll(_pumps.Values.Select(static pump => pump.Running));
    }

    private ChannelPump Pump(Guid channel, CancellationToken stopping)
    {
        var exists = _pumps.TryGetValue(channel, out var found);
        if (exists && found.Running.Exception is { } bug)
        {
            LogPumpFailed(logger, bug, channel);
            exists = false;
        }

        if (!exists)
        {
            var pump = new ChannelPump(channel, queue, kinds, sending, time, logger);
            _pumps[channel] = found = (pump, pump.RunAsync(stopping));
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending through channel {ChannelId} failed unexpectedly; it starts again. What was being sent is due again when its lease ends.")]
    private static partial void LogPumpFailed(ILogger logger, Exception exception, Guid channelId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while due notifications were looked for. The next sweep tries again.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
