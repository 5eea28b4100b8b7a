using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>How tasks are stored. Each filter of the list has an index in the list's order, so that a page costs the same at any depth.</summary>
internal sealed class InboxTaskConfiguration : IEntityTypeConfiguration<InboxTask>
{
    public void Configure(EntityTypeBuilder<InboxTask> builder)
    {
        builder.ToTable("Tasks");
        builder.Property(static task => task.Id).ValueGeneratedNever();
        builder.Property(static task => task.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(static task => task.PosterKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(static task => task.HolderKind).HasConversion<string>().HasMaxLength(20);
        builder.Property(static task => task.SearchText).IsSearched();
        builder.Ignore(static task => task.Poster);
        builder.HasIndex(static task => new { task.WorkspaceId, task.CreatedAt, task.Id });
        builder.HasIndex(static task => new { task.WorkspaceId, task.Status, task.CreatedAt, task.Id });
        builder.HasIndex(static task => new { task.WorkspaceId, task.Type, task.CreatedAt, task.Id });
        builder.HasIndex(static task => new { task.WorkspaceId, task.State, task.CreatedAt, task.Id });
        builder.HasIndex(static task => new { task.SchemaId, task.CreatedAt, task.Id });
        builder.HasIndex(static task => new { task.WorkspaceId, task.Assignee, task.CreatedAt, task.Id }).HasFilter("\"Assignee\" IS NOT NULL");
        builder.HasIndex(static task => new { task.WorkspaceId, task.Assignee, task.CreatedAt, task.Id }, "IX_Tasks_OpenOfAssignee").HasFilter("\"Assignee\" IS NOT NULL AND \"Status\" = 'Open'");

        // With the status, because SQLite takes an index of more columns that are compared for equality, however few rows this one has.
        builder.HasIndex(static task => new { task.WorkspaceId, task.Status, task.CreatedAt, task.Id }, "IX_Tasks_Overdue").HasFilter("\"OverdueAt\" IS NOT NULL");
        builder.HasIndex(static task => new { task.WorkspaceId, task.ResolvedAt }).HasFilter("\"ResolvedAt\" IS NOT NULL");
        builder.HasIndex(static task => new { task.ActAt, task.Id }).HasFilter("\"ActAt\" IS NOT NULL");
        builder.HasIndex(static task => new { task.SchemaId, task.Correlation }).IsUnique().HasFilter("\"Correlation\" IS NOT NULL");
        builder.HasIndex(static task => new { task.VersionId, task.Status });
        builder.HasOne<InstalledSchema>().WithMany().HasForeignKey(static task => task.SchemaId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<InstalledVersion>().WithMany().HasForeignKey(static task => task.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
