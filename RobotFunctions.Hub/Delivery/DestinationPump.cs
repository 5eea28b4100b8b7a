using System.Threading.Channels;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Delivers what is due for one subscription. Each has its own, so that one that hangs delays no other. One transaction marks what has ended and claims
/// as many as may be sent: the longer it takes, the more it does.
/// </summary>
internal sealed partial class DestinationPump(Guid subscriptionId, DeliveryQueue queue, DeliverySender sender, TimeProvider time, ILogger logger)
{
    /// <summary>How long sends may go on after the Hub is told to stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // Null is a wake. Unbounded: it has an entry per send, which the circuit limits, and wakes.
    private readonly Channel<FinishedSend?> _inbox = Channel.CreateUnbounded<FinishedSend?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Circuit _circuit = new();
    private int _sending;

    /// <summary>Makes it look for deliveries.</summary>
    public void Wake() => _inbox.Writer.TryWrite(null);

    /// <summary>Runs until it is told to stop, and all its sends have ended and are marked.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var interrupt = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stopping.Register(() =>
        {
            interrupt.CancelAfter(Grace);
            Wake();
        });
        while (await _inbox.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await AdvanceAsync(stopping.IsCancellationRequested, interrupt.Token);
            if (stopping.IsCancellationRequested && _sending == 0)
            {
                return;
            }
        }
    }

    private async Task AdvanceAsync(bool isStopping, CancellationToken interrupt)
    {
        var finished = new List<FinishedSend>();
        while (_inbox.Reader.TryRead(out var entry))
        {
            if (entry is not null)
            {
                finished.Add(entry);
                Observe(entry);
            }
        }

        _sending -= finished.Count;
        var room = isStopping ? 0 : _circuit.Room(_sending, time.GetUtcNow());
        if (finished.Count == 0 && room == 0)
        {
            return;
        }

        try
        {
            if (await queue.AdvanceAsync(subscriptionId, finished, room, CancellationToken.None) is { } claimed)
            {
                Send(claimed, interrupt);
            }
        }
        catch (Exception exception) when (StoreFailures.Include(exception))
        {
            // What was not marked is sent again when its lease ends; the next sweep wakes this pump.
            LogStoreFailed(logger, exception, subscriptionId);
        }
    }

    private void Observe(FinishedSend finished)
    {
        if (finished.Result is { } result)
        {
            _circuit.Observe(result, time.GetUtcNow());
        }

        if (finished.Verdict.Status == DeliveryStatus.Dead)
        {
            LogDead(logger, finished.Delivery.Id, subscriptionId, finished.Result?.Problem);
        }

        if (finished.Verdict.Status == DeliveryStatus.Paused)
        {
            LogDisabled(logger, subscriptionId);
        }
    }

    private void Send(ClaimedDeliveries claimed, CancellationToken interrupt)
    {
        _sending += claimed.Items.Count;
        foreach (var (delivery, @event) in claimed.Items)
        {
            _ = SendAsync(claimed.Subscription, delivery, @event, interrupt);
        }
    }

    private async Task SendAsync(Subscription subscription, EventDelivery delivery, HubEvent @event, CancellationToken interrupt)
    {
        var at = time.GetUtcNow();
        var start = time.GetTimestamp();
        var result = await TrySendAsync(subscription, @event, interrupt);
        var now = time.GetUtcNow();
        var verdict = result is null ? new(DeliveryStatus.Pending, now) : DeliveryVerdict.Of(delivery.Attempts + 1, result, now);
        var attempt = result is null ? null : new DeliveryAttempt
        {
            Id = Guid.CreateVersion7(at),
            DeliveryId = delivery.Id,
            At = at,
            Milliseconds = (int)time.GetElapsedTime(start).TotalMilliseconds,
            Answer = result.Answer,
            Problem = result.Problem,
        };
        _inbox.Writer.TryWrite(new FinishedSend(delivery, subscription.Url, result, verdict, attempt));
    }

    private async Task<SendResult?> TrySendAsync(Subscription subscription, HubEvent @event, CancellationToken interrupt)
    {
        try
        {
            return await sender.SendAsync(subscription, @event, interrupt);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // A bug in one send may not take away the room of those after it. It is logged, and counts as an attempt.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogBug(logger, bug, subscriptionId);
            return SendResult.Unanswered($"The Hub failed unexpectedly ({bug.GetType().Name}). Its log has the details.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {DeliveryId} of subscription {SubscriptionId} is a dead letter after its last attempt: {Problem} Repair the destination and redeliver it.")]
    private static partial void LogDead(ILogger logger, Guid deliveryId, Guid subscriptionId, string? problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The destination of subscription {SubscriptionId} answered 410, so the subscription is disabled and its deliveries are paused.")]
    private static partial void LogDisabled(ILogger logger, Guid subscriptionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while deliveries of subscription {SubscriptionId} were marked or claimed. They go on with the next sweep.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, Guid subscriptionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A send to subscription {SubscriptionId} failed unexpectedly; it counts as an attempt.")]
    private static partial void LogBug(ILogger logger, Exception exception, Guid subscriptionId);
}
