using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>The destination of a schema's webhooks at one origin. One for all URLs there, so that an origin that fails is one circuit.</summary>
internal sealed class SchemaHook
{
    public required Guid Id { get; init; }

    public required Guid SchemaId { get; init; }

    /// <summary>Scheme, host and port.</summary>
    public required string Origin { get; init; }

    /// <summary>The header that carries the secret; empty for CloudEvents.</summary>
    public required string Header { get; init; }

    public required Guid SubscriptionId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SchemaHook>
    {
        public void Configure(EntityTypeBuilder<SchemaHook> builder)
        {
            builder.ToTable("TaskSchemaHooks");
            builder.Property(static hook => hook.Id).ValueGeneratedNever();
            builder.HasIndex(static hook => new { hook.SchemaId, hook.Origin, hook.Header }).IsUnique();
            builder.HasOne<InstalledSchema>().WithMany().HasForeignKey(static hook => hook.SchemaId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Subscription>().WithMany().HasForeignKey(static hook => hook.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
