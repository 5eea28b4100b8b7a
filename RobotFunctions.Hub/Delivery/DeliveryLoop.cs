namespace RobotFunctions.Hub.Delivery;

/// <summary>Delivers events. Its destinations are subscriptions.</summary>
internal sealed partial class DeliveryLoop(DeliveryQueue queue, DeliverySender sender, DeliverySignal signal, TimeProvider time, ILogger<DeliveryLoop> logger) : WakeLoop(signal, time)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation) => queue.SweepAsync(cancellation);

    /// <inheritdoc/>
    protected override IPump CreatePump(Guid destination) => new DestinationPump(destination, queue, sender, Time, logger);

    /// <inheritdoc/>
    protected override void PumpFailed(Exception bug, Guid destination) => LogPumpFailed(logger, bug, destination);

    /// <inheritdoc/>
    protected override void SweepFailed(Exception exception) => LogStoreFailed(logger, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering to subscription {SubscriptionId} failed unexpectedly; it starts again. What was being sent is due again when its lease ends.")]
    private static partial void LogPumpFailed(ILogger logger, Exception exception, Guid subscriptionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while due deliveries were looked for. The next sweep tries again.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
