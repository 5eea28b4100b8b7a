using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Tells people. Its destinations are channels; what is due by itself are fallbacks, escalations and retries.</summary>
internal sealed partial class NotificationLoop(
    NotificationQueue queue, ChannelKinds kinds, ChannelSending sending, NotificationSignal signal, TimeProvider time, ILogger<NotificationLoop> logger) : WakeLoop(signal, time)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation) => queue.SweepAsync(cancellation);

    /// <inheritdoc/>
    protected override IPump CreatePump(Guid destination) => new ChannelPump(destination, queue, kinds, sending, Time, logger);

    /// <inheritdoc/>
    protected override void PumpFailed(Exception bug, Guid destination) => LogPumpFailed(logger, bug, destination);

    /// <inheritdoc/>
    protected override void SweepFailed(Exception exception) => LogStoreFailed(logger, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending through channel {ChannelId} failed unexpectedly; it starts again. What was being sent is due again when its lease ends.")]
    private static partial void LogPumpFailed(ILogger logger, Exception exception, Guid channelId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while due notifications were looked for. The next sweep tries again.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
