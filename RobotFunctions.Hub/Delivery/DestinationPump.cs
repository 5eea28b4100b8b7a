using System.Threading.Channels;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Delivers what is due for one subscription. Each has its own, so that one that hangs delays no other. While sends are under way, one transaction at a
/// time records those that have ended and claims the next: the longer it takes, the more it does.
/// </summary>
internal sealed partial class DestinationPump(Guid subscriptionId, DeliveryQueue queue, DeliverySender sender, TimeProvider time, ILogger logger) : IPump
{
    /// <summary>How many sends may be under way: begun, and not recorded yet. When the process is killed, as many may come again.</summary>
    public const int MaxUnrecorded = 2 * Circuit.MaxSends;

    /// <summary>How long sends may go on after the Hub is told to stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // How many may be claimed ahead of their send, and how much of their lease must be left when it begins.
    private const int MaxAhead = 2 * Circuit.MaxSends;
    private static readonly TimeSpan MinLease = DeliverySender.TimeOut + TimeSpan.FromSeconds(10);

    // Null is a wake. Unbounded: it has an entry per send, which are limited, and wakes.
    private readonly Channel<FinishedSend?> _inbox = Channel.CreateUnbounded<FinishedSend?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Circuit _circuit = new();
    private readonly Queue<(EventDelivery Delivery, HubEvent Event)> _ahead = new();
    private List<JudgedSend> _ended = [];
    private Task<ClaimedDeliveries>? _advance;
    private Subscription? _subscription;
    private int _sending;
    private int _recording;
    private int _claiming;
    private int _wakes;

    /// <inheritdoc/>
    public void Wake()
    {
        Interlocked.Increment(ref _wakes);
        _inbox.Writer.TryWrite(null);
    }

    /// <inheritdoc/>
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
            // One time for all: what has the same verdict is recorded by one statement.
            var now = time.GetUtcNow();
            TakeFinished(now);
            await TakeClaimedAsync();
            Send(now, stopping.IsCancellationRequested, interrupt.Token);
            Advance(now, stopping.IsCancellationRequested);
            if (stopping.IsCancellationRequested && _sending == 0 && _advance is null)
            {
                return;
            }
        }
    }

    private void TakeFinished(DateTimeOffset now)
    {
        while (_inbox.Reader.TryRead(out var finished))
        {
            if (finished is not null)
            {
                _sending--;
                _ended.Add(Judge(finished, now));
            }
        }
    }

    private JudgedSend Judge(FinishedSend send, DateTimeOffset now)
    {
        if (send.Result is not { } result)
        {
            return new(send, new(DeliveryStatus.Pending, now));
        }

        _circuit.Observe(result, now);
        var verdict = DeliveryVerdict.Of(send.Delivery.Attempts + 1, result, now);
        if (verdict.Status == DeliveryStatus.Paused && send.Delivery.Url is not null)
        {
            // Only this URL wants no events any more, not the subscription's.
            verdict = new(DeliveryStatus.Dead, now);
        }

        if (verdict.Status == DeliveryStatus.Dead)
        {
            LogDead(logger, send.Delivery.Id, subscriptionId, result.Problem);
        }

        if (verdict.Status == DeliveryStatus.Paused)
        {
            LogDisabled(logger, subscriptionId);
        }

        return new(send, verdict);
    }

    private async Task TakeClaimedAsync()
    {
        if (_advance is not { IsCompleted: true } ended)
        {
            return;
        }

        _advance = null;
        _recording = 0;
        try
        {
            var claimed = await ended;
            _subscription = claimed.Subscription;
            foreach (var item in claimed.Items)
            {
                _ahead.Enqueue(item);
            }

            // As many as were asked for: there may be more.
            if (_claiming > 0 && claimed.Items.Count == _claiming)
            {
                Interlocked.Increment(ref _wakes);
            }
        }
        catch (Exception exception) when (StoreFailures.Include(exception))
        {
            // What was not recorded is sent again when its lease ends; the next sweep wakes this pump.
            LogStoreFailed(logger, exception, subscriptionId);
        }
    }

    private void Send(DateTimeOffset now, bool isStopping, CancellationToken interrupt)
    {
        var givesAllBack = isStopping || _circuit.IsOpen(now) || _subscription is null;
        while (_ahead.TryPeek(out var next))
        {
            var isGivenBack = givesAllBack || next.Delivery.DueAt < now + MinLease;
            if (!isGivenBack && (_circuit.Room(_sending, now) == 0 || _sending + _ended.Count + _recording >= MaxUnrecorded))
            {
                return;
            }

            _ahead.Dequeue();
            if (isGivenBack)
            {
                _ended.Add(new(FinishedSend.NotBegun(next.Delivery), new(DeliveryStatus.Pending, now)));
            }
            else
            {
                _sending++;
                _ = SendAsync(_subscription!, next.Delivery, next.Event, interrupt);
            }
        }
    }

    private async Task SendAsync(Subscription subscription, EventDelivery delivery, HubEvent @event, CancellationToken interrupt) =>
        _inbox.Writer.TryWrite(await sender.AttemptAsync(subscription, delivery, @event, interrupt));

    private void Advance(DateTimeOffset now, bool isStopping)
    {
        if (_advance is not null)
        {
            return;
        }

        _claiming = isStopping ? 0 : RoomAhead(now);
        if (_ended.Count == 0 && _claiming == 0)
        {
            return;
        }

        var ended = _ended;
        _ended = [];
        _recording = ended.Count;
        _advance = queue.AdvanceAsync(subscriptionId, ended, _claiming, CancellationToken.None);
        _advance.ContinueWith(_ => _inbox.Writer.TryWrite(null), TaskScheduler.Default);
    }

    // Claims are worth a query when half of what may wait has been sent.
    private int RoomAhead(DateTimeOffset now)
    {
        var room = _circuit.IsClosed(now) ? MaxAhead - _ahead.Count : _circuit.Room(_sending + _ahead.Count, now);
        return (_circuit.IsClosed(now) && room < MaxAhead / 2) || room == 0 || Interlocked.Exchange(ref _wakes, 0) == 0 ? 0 : room;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {DeliveryId} of subscription {SubscriptionId} is a dead letter after its last attempt: {Problem} Repair the destination and redeliver it.")]
    private static partial void LogDead(ILogger logger, Guid deliveryId, Guid subscriptionId, string? problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The destination of subscription {SubscriptionId} answered 410, so the subscription is disabled and its deliveries are paused.")]
    private static partial void LogDisabled(ILogger logger, Guid subscriptionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while deliveries of subscription {SubscriptionId} were recorded or claimed. They go on with the next sweep.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, Guid subscriptionId);
}
