using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>What comes of claimed notifications.</summary>
/// <param name="ChannelId">Their channel.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Items">Each with what happens to it.</param>
internal sealed record EndedSends(Guid ChannelId, ChannelKind Kind, IReadOnlyList<EndedNotification> Items)
{
    /// <summary>The slot that was taken for them, and when the next send may begin; null for a channel that has none.</summary>
    public (DateTimeOffset Taken, DateTimeOffset FreeAt)? Slot { get; init; }
}

/// <summary>What comes of a claimed notification.</summary>
/// <param name="Notification">The notification, as it was claimed.</param>
/// <param name="Verdict">What happens to it.</param>
internal sealed record EndedNotification(Notification Notification, NotificationVerdict Verdict)
{
    /// <summary>Whether an attempt was made.</summary>
    public bool IsAttempt { get; init; }

    /// <summary>Why it is not delivered: a sentence; null if it is.</summary>
    public string? Problem { get; init; }

    /// <summary>What each recipient answered for good.</summary>
    public string? Recipients { get; init; }

    /// <summary>The notification whose message told of this one too.</summary>
    public Guid? DigestId { get; init; }

    /// <summary>When help was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The end of an attempt.</summary>
    public static EndedNotification Attempted(ClaimedNotification claimed, SendOutcome outcome, Guid? digest, DateTimeOffset now)
    {
        var verdict = NotificationVerdict.Of(claimed.Notification.Attempts + 1, outcome, now);
        return new(claimed.Notification, verdict)
        {
            IsAttempt = true,
            Problem = verdict.Status == NotificationStatus.Delivered ? null : outcome.Answer,
            Recipients = outcome.Recipients ?? claimed.Notification.Recipients,
            DigestId = verdict.Status == NotificationStatus.Delivered ? digest : null,
            RequestedAt = claimed.Message.At,
        };
    }

    /// <summary>A claimed notification that was not sent: it is not needed any more, or is given back.</summary>
    public static EndedNotification NotSent(ClaimedNotification claimed, string? skipped, DateTimeOffset now) =>
        new(claimed.Notification, new(skipped is null ? NotificationStatus.Pending : NotificationStatus.Skipped, now))
        {
            Problem = skipped ?? claimed.Notification.Problem,
            Recipients = claimed.Notification.Recipients,
            RequestedAt = claimed.Message.At,
        };
}
