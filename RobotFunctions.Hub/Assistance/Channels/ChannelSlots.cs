using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>
/// The limit of messages of a channel, kept in the store because all replicas share it. Who takes the slot may send; until the send has ended nobody else may, and
/// after it not before the interval has passed. If the process dies, the slot is free when its send would have timed out.
/// </summary>
internal static class ChannelSlots
{
    /// <summary>Takes the slot, if it is free.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>, which others wait for.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Until when it is taken; null if it is not free.</returns>
    public static async Task<DateTimeOffset?> TakeAsync(HubStore store, Guid channelId, ChannelLimits limits, DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset until = UtcMicroseconds.Truncate(now + ChannelSending.TimeOut + limits.Interval);
        var taken = await store.Channels
            .Where(channel => channel.Id == channelId && channel.FreeAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(static channel => channel.FreeAt, until), cancellation);
        return taken > 0 ? until : null;
    }

    /// <summary>Gives it back, unless it is somebody else's by now.</summary>
    /// <param name="store">The store in a transaction.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="taken">What <see cref="TakeAsync"/> returned.</param>
    /// <param name="freeAt">When the next send may begin.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static Task GiveBackAsync(HubStore store, Guid channelId, DateTimeOffset taken, DateTimeOffset freeAt, CancellationToken cancellation) => store.Channels
        .Where(channel => channel.Id == channelId && channel.FreeAt == taken)
        .ExecuteUpdateAsync(set => set.SetProperty(static channel => channel.FreeAt, freeAt), cancellation);

    /// <summary>When the next send may begin after one that has ended.</summary>
    public static DateTimeOffset FreeAfter(SendOutcome? outcome, ChannelLimits limits, DateTimeOffset ended) =>
        ended + (outcome?.RetryAfter is { } asked && asked > limits.Interval ? asked : limits.Interval);
}
