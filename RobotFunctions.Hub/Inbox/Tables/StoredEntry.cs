using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Inbox.History;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>A history entry. It is no child of its task: the history stays when a schema and its tasks are removed.</summary>
internal sealed class StoredEntry
{
    public required Guid TaskId { get; init; }

    public required int Sequence { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>The bytes that were hashed; null once the entry is redacted.</summary>
    public byte[]? Content { get; set; }

    public required byte[] ContentHash { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>The number of the checkpoint that covers it; 0 for none yet.</summary>
    public int Checkpoint { get; set; }

    public ChainedEntry ToChained() => new(TaskId, Sequence, Content, ContentHash, Hash);

    public static StoredEntry Of(Guid workspaceId, ChainedEntry entry) => new()
    {
        TaskId = entry.TaskId,
        Sequence = entry.Sequence,
        WorkspaceId = workspaceId,
        Content = entry.Content,
        ContentHash = entry.ContentHash,
        Hash = entry.Hash,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<StoredEntry>
    {
        public void Configure(EntityTypeBuilder<StoredEntry> builder)
        {
            builder.ToTable("TaskHistory");
            builder.HasKey(static entry => new { entry.TaskId, entry.Sequence });
            builder.HasIndex(static entry => new { entry.WorkspaceId, entry.Checkpoint });
        }
    }
}
