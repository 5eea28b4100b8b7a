using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Notifications to send now, until their lease ends.</summary>
/// <param name="Channel">Where to; null if nothing is due.</param>
/// <param name="Items">Each with its message.</param>
internal sealed record ClaimedNotifications(Channel? Channel, IReadOnlyList<ClaimedNotification> Items)
{
    public static readonly ClaimedNotifications None = new(null, []);

    /// <summary>Until when the slot of the channel is taken for them; null for a channel that has none.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>When the channel takes the next message, if notifications are due and nothing was claimed because it takes none now.</summary>
    public DateTimeOffset? FreeAt { get; init; }
}

/// <summary>A notification that was claimed, and what it tells.</summary>
internal sealed record ClaimedNotification(Notification Notification, Message Message);
