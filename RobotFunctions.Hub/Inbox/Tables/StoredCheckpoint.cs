using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>A checkpoint of the histories of a workspace.</summary>
internal sealed class StoredCheckpoint
{
    public required Guid WorkspaceId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Its canonical JSON.</summary>
    public required byte[] Content { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<StoredCheckpoint>
    {
        public void Configure(EntityTypeBuilder<StoredCheckpoint> builder)
        {
            builder.ToTable("HistoryCheckpoints");
            builder.HasKey(static checkpoint => new { checkpoint.WorkspaceId, checkpoint.Number });
        }
    }
}
