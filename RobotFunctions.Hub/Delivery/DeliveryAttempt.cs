using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Delivery;

/// <summary>One attempt to deliver, and what came of it.</summary>
internal sealed class DeliveryAttempt
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>The HTTP status of the answer; null if there was none.</summary>
    public int? Answer { get; init; }

    /// <summary>Why it failed: a sentence; null if it succeeded.</summary>
    public string? Problem { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DeliveryAttempt>
    {
        public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
        {
            builder.ToTable("DeliveryAttempts");
            builder.Property(static attempt => attempt.Id).ValueGeneratedNever();
            builder.HasIndex(static attempt => new { attempt.DeliveryId, attempt.At });
            builder.HasOne<EventDelivery>().WithMany().HasForeignKey(static attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
