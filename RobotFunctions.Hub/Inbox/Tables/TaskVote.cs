using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>The state that a person chose for a task which several must agree on.</summary>
internal sealed class TaskVote
{
    public required Guid TaskId { get; init; }

    /// <summary>The id of the person.</summary>
    public required string Person { get; init; }

    public required string State { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<TaskVote>
    {
        public void Configure(EntityTypeBuilder<TaskVote> builder)
        {
            builder.ToTable("TaskVotes");
            builder.HasKey(static vote => new { vote.TaskId, vote.Person });
            builder.HasOne<InboxTask>().WithMany().HasForeignKey(static vote => vote.TaskId).HasPrincipalKey(static task => task.Id).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
