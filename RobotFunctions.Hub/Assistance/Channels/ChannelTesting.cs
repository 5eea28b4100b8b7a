using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Sends a test message through a channel, now, and says what the channel said.</summary>
internal sealed class ChannelTesting(ChannelDirectory channels, ChannelKinds kinds, ChannelSending sending, StoreWriter writer, HubOptions options, TimeProvider time)
{
    private static readonly Problem Busy = Problem.Conflict("Messages are being sent through this channel at this moment, and it takes one at a time. Try again in a few seconds.");

    /// <summary>Sends it.</summary>
    public async Task<(ChannelTest? Test, Problem? Problem)> RunAsync(Caller caller, Guid id, CancellationToken cancellation)
    {
        if (await channels.FindAsync(caller.WorkspaceId, id, cancellation) is not { } channel)
        {
            return (null, Problem.NotFound("channel"));
        }

        var limits = kinds[channel.Kind].Limits;
        var slot = await TakeAsync(caller, channel, limits, cancellation);
        if (limits.AreShared && slot is null)
        {
            return (null, Busy);
        }

        var outcome = await sending.TrySendAsync(channel, [Message.Test(caller.WorkspaceId, time.GetUtcNow(), options.PublicUrl)], recipients: null, cancellation);
        if (slot is { } taken)
        {
            var freeAt = ChannelSlots.FreeAfter(outcome, limits, time.GetUtcNow());
            await writer.RunAsync(store => ChannelSlots.GiveBackAsync(store, id, taken, freeAt, CancellationToken.None), CancellationToken.None);
        }

        return (new ChannelTest(outcome?.Verdict == SendVerdict.Delivered, outcome?.Answer ?? "The test was interrupted."), null);
    }

    private Task<DateTimeOffset?> TakeAsync(Caller caller, Channel channel, ChannelLimits limits, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            store.Audit.Add(AuditEntry.Of(caller, "channel.tested", $"{channel.Id}", time.GetUtcNow()));
            return limits.AreShared ? await ChannelSlots.TakeAsync(store, channel.Id, limits, time.GetUtcNow(), cancellation) : null;
        },
        cancellation);
}
