using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>What somebody may need help with, and who is told of it in which steps.</summary>
internal sealed class Topic
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; set; }

    /// <summary>The form in which names are compared (<see cref="Store.NameKey"/>), unique in the workspace.</summary>
    public required string NameKey { get; set; }

    /// <summary>Its steps and rules as JSON, without the channels, which are <see cref="TopicChannel"/>.</summary>
    public required string Settings { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often a person or a machine has changed it.</summary>
    public int Version { get; set; }

    /// <summary>The ETag of this version.</summary>
    public string Tag => ETags.Of(Id, Version);

    internal sealed class Configuration : IEntityTypeConfiguration<Topic>
    {
        public void Configure(EntityTypeBuilder<Topic> builder)
        {
            builder.ToTable("Topics");
            builder.Property(static topic => topic.Id).ValueGeneratedNever();
            builder.Property(static topic => topic.Name).HasMaxLength(200);
            builder.Property(static topic => topic.NameKey).HasMaxLength(400);
            builder.Property(static topic => topic.Version).IsConcurrencyToken();
            builder.Ignore(static topic => topic.Tag);
            builder.HasIndex(static topic => new { topic.WorkspaceId, topic.NameKey }).IsUnique();
            builder.HasIndex(static topic => new { topic.WorkspaceId, topic.CreatedAt, topic.Id });
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static topic => topic.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
