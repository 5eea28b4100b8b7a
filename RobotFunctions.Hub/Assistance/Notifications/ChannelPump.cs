using System.Threading.Channels;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>
/// Sends what is due for one channel. Each has its own, so that one that hangs delays no other. It claims as much as the channel takes at a time, sends it, and
/// records what came of it in the transaction of the next claim: when the process is killed, no more than that may come again.
/// </summary>
internal sealed partial class ChannelPump(Guid channelId, NotificationQueue queue, ChannelKinds kinds, ChannelSending sending, TimeProvider time, ILogger logger) : IPump
{
    /// <summary>How long sends may go on after the Hub is told to stop.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _wakes = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await _wakes.Reader.WaitToReadAsync(stopping))
            {
                _wakes.Reader.TryRead(out _);
                await SendDueAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What waits for its time or for the channel's is due at the next start.
        }
    }

    private async Task SendDueAsync(CancellationToken stopping)
    {
        try
        {
            EndedSends? ended = null;
            while (await queue.AdvanceAsync(channelId, ended, !stopping.IsCancellationRequested, CancellationToken.None) is { } claimed && (claimed.Channel is not null || claimed.FreeAt is not null))
            {
                ended = null;
                if (claimed.FreeAt is { } freeAt)
                {
                    var wait = freeAt - time.GetUtcNow();
                    await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, stopping);
                }
                else
                {
                    ended = await SendAsync(claimed.Channel!, claimed, stopping);
                }
            }
        }
        catch (Exception exception) when (StoreFailures.Include(exception))
        {
            // What was not recorded is sent again when its lease ends; the next sweep wakes this pump.
            LogStoreFailed(logger, exception, channelId);
        }
    }

    private async Task<EndedSends> SendAsync(Tables.Channel channel, ClaimedNotifications claimed, CancellationToken stopping)
    {
        using var interrupt = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stopping.Register(() => interrupt.CancelAfter(Grace));
        var skipped = await queue.SkippedAsync([.. claimed.Items.Select(static item => item.Notification)], CancellationToken.None);
        var now = time.GetUtcNow();
        var ended = claimed.Items.Where(item => skipped.ContainsKey(item.Notification.Id)).Select(item => EndedNotification.NotSent(item, skipped[item.Notification.Id], now)).ToList();
        var limits = kinds[channel.Kind].Limits;
        var sends = claimed.Items.Where(item => !skipped.ContainsKey(item.Notification.Id)).Chunk(limits.MaxDigest).Select(chunk => SendAsync(channel, chunk, interrupt.Token)).ToList();
        SendOutcome? last = null;
        foreach (var (outcome, items) in await Task.WhenAll(sends))
        {
            last = outcome;
            ended.AddRange(items);
        }

        return new EndedSends(channelId, channel.Kind, ended)
        {
            Slot = claimed.Slot is { } slot ? (slot, sends.Count == 0 ? time.GetUtcNow() : ChannelSlots.FreeAfter(last, limits, time.GetUtcNow())) : null,
        };
    }

    private async Task<(SendOutcome? Outcome, IEnumerable<EndedNotification> Items)> SendAsync(Tables.Channel channel, ClaimedNotification[] items, CancellationToken interrupt)
    {
        var outcome = await sending.TrySendAsync(channel, [.. items.Select(static item => item.Message)], items[0].Notification.Recipients, interrupt);
        var now = time.GetUtcNow();
        if (outcome is null)
        {
            return (null, items.Select(item => EndedNotification.NotSent(item, skipped: null, now)));
        }

        var head = items[0].Notification.Id;
        var ended = items.Select(item => EndedNotification.Attempted(item, outcome, item.Notification.Id == head ? null : head, now)).ToList();
        foreach (var item in ended.Where(static item => item.Verdict.Status == NotificationStatus.Failed))
        {
            LogFailed(logger, item.Notification.Id, channelId, item.Problem);
        }

        return (outcome, ended);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notification {NotificationId} failed for good through channel {ChannelId}: {Problem} Repair the channel, and send a test through it.")]
    private static partial void LogFailed(ILogger logger, Guid notificationId, Guid channelId, string? problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed while notifications of channel {ChannelId} were recorded or claimed. They go on with the next sweep.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception, Guid channelId);
}
