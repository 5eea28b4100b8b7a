using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>One request, told through one channel in one step. All are stored with the request; whether a later step is needed is seen when it is due.</summary>
internal sealed class Notification
{
    /// <summary>The id, the same in every attempt to send it.</summary>
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid RequestId { get; init; }

    public required Guid ChannelId { get; init; }

    /// <summary>The step of the topic, from 0.</summary>
    public required int Step { get; init; }

    public required NotificationCondition Condition { get; init; }

    public required NotificationStatus Status { get; set; }

    /// <summary>How many attempts have ended.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is due: the next attempt of a pending one; the end of the lease of one that is being sent.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Why it was not delivered so far, as a sentence.</summary>
    public string? Problem { get; set; }

    /// <summary>The notification whose message told of this one too; null for one with a message of its own.</summary>
    public Guid? DigestId { get; set; }

    /// <summary>What recipients of an e-mail answered for good, as JSON: they are not told again. Null for other channels, and before the first attempt.</summary>
    public string? Recipients { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> builder)
        {
            builder.ToTable("Notifications");
            builder.Property(static notification => notification.Id).ValueGeneratedNever();
            builder.Property(static notification => notification.Condition).HasConversion<string>().HasMaxLength(20);

            // Text, compared for equality: a boolean or a number in WHERE keeps SQLite from using the index.
            builder.Property(static notification => notification.Status).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static notification => new { notification.Status, notification.DueAt, notification.Id });
            builder.HasIndex(static notification => new { notification.ChannelId, notification.Status, notification.DueAt, notification.Id });
            builder.HasIndex(static notification => new { notification.RequestId, notification.Step, notification.ChannelId }).IsUnique();
            builder.HasOne<AssistanceRequest>().WithMany().HasForeignKey(static notification => notification.RequestId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(static notification => notification.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>When a step is needed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationCondition>))]
public enum NotificationCondition
{
    /// <summary>Always, unless it was acknowledged before.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>A fallback: unless a channel has delivered a notification of the request.</summary>
    [JsonStringEnumMemberName("unless_delivered")]
    UnlessDelivered,

    /// <summary>An escalation: unless somebody has acknowledged the request.</summary>
    [JsonStringEnumMemberName("unless_acknowledged")]
    UnlessAcknowledged,
}

/// <summary>Where a notification stands. On the wire in lower case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationStatus>))]
public enum NotificationStatus
{
    /// <summary>It waits for its time, or for its next attempt.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A process is sending it, until its lease ends.</summary>
    [JsonStringEnumMemberName("sending")]
    Sending,

    /// <summary>The channel took it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>It was not needed: the request was delivered, acknowledged or withdrawn before.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>The channel refuses it, or every attempt failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
