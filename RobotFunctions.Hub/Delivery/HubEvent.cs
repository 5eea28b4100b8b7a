using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Something that happened, as it is told to others. It is stored in the transaction of the change itself.</summary>
internal sealed class HubEvent
{
    /// <summary>Its number in the order in which events are recorded. Transactions that commit later may have smaller ones.</summary>
    public long Number { get; init; }

    /// <summary>The transaction that recorded it, by which <see cref="EventFeed"/> orders; 0 on SQLite.</summary>
    public long Transaction { get; init; }

    /// <summary>The id, the same in every attempt to deliver it (<c>webhook-id</c> and the CloudEvent's <c>id</c>).</summary>
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>What happened, such as <c>task.resolved</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it happened to, such as <c>/api/v1/tasks/ID</c>.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The bytes that are signed and sent. They are kept as bytes, because a database may reorder JSON. They change only when personal data are erased.</summary>
    public required byte[] Body { get; set; }

    public string? RequestId { get; init; }

    /// <summary>The W3C trace context of the change.</summary>
    public string? TraceParent { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<HubEvent>
    {
        public void Configure(EntityTypeBuilder<HubEvent> builder)
        {
            builder.ToTable("Events");
            builder.HasKey(static @event => @event.Number);
            builder.HasAlternateKey(static @event => @event.Id);
            builder.Property(static @event => @event.Id).ValueGeneratedNever();
            builder.Property(static @event => @event.Transaction).IsTransactionId();
            builder.HasIndex(static @event => new { @event.WorkspaceId, @event.Transaction, @event.Number });
        }
    }
}
