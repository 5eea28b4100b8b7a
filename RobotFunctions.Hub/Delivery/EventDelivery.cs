using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The outbox: one row per event and destination.</summary>
internal sealed class EventDelivery
{
    public required Guid Id { get; init; }

    /// <summary>The workspace of the event and of the subscription.</summary>
    public required Guid WorkspaceId { get; init; }

    public required Guid EventId { get; init; }

    public required Guid SubscriptionId { get; init; }

    public required DeliveryStatus Status { get; set; }

    /// <summary>How many attempts have ended.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is due: the next attempt of a pending one; the end of the lease of one that is being sent.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Where it is sent instead of the subscription's URL, at the same origin; null for there.</summary>
    public string? Url { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<EventDelivery>
    {
        public void Configure(EntityTypeBuilder<EventDelivery> builder)
        {
            builder.ToTable("Deliveries");
            builder.Property(static delivery => delivery.Id).ValueGeneratedNever();

            // Text, compared for equality: a boolean or a number in WHERE keeps SQLite from using the index.
            builder.Property(static delivery => delivery.Status).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static delivery => new { delivery.Status, delivery.DueAt, delivery.Id });
            builder.HasIndex(static delivery => new { delivery.SubscriptionId, delivery.Status, delivery.DueAt, delivery.Id });

            // Lists, newest first: all of a workspace, of a status, or of a subscription.
            builder.HasIndex(static delivery => new { delivery.WorkspaceId, delivery.Id });
            builder.HasIndex(static delivery => new { delivery.WorkspaceId, delivery.Status, delivery.Id });
            builder.HasIndex(static delivery => new { delivery.SubscriptionId, delivery.Id });
            builder.HasIndex(static delivery => new { delivery.EventId, delivery.SubscriptionId }).IsUnique();
            builder.HasOne<HubEvent>().WithMany().HasForeignKey(static delivery => delivery.EventId).HasPrincipalKey(static @event => @event.Id).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Subscription>().WithMany().HasForeignKey(static delivery => delivery.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Where a delivery stands. On the wire and in the store in lower case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It waits for its next attempt.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A process is sending it, until its lease ends.</summary>
    [JsonStringEnumMemberName("sending")]
    Sending,

    /// <summary>The destination accepted it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Its destination is disabled.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>A dead letter: every attempt failed.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead,
}
