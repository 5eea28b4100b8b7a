using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>Who changed what, from where. Entries are only ever added.</summary>
internal sealed class AuditEntry
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who: <c>key:NAME</c>, <c>token:SUBJECT</c>, <c>person:NAME</c>, or <c>command line</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The network address that the change came from; null for the command line.</summary>
    public string? Address { get; init; }

    /// <summary>What was done, as a verb in the past tense after the kind of thing: <c>key.created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: its id or name.</summary>
    public required string Target { get; init; }

    /// <summary>The id of the request, as in its answer and in the log.</summary>
    public string? RequestId { get; init; }

    /// <summary>The entry for what a caller did. It is added in the transaction of the change.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="action">The kind of thing and a verb in the past tense: <c>key.created</c>.</param>
    /// <param name="target">The id or name of what was changed.</param>
    /// <param name="at">When.</param>
    public static AuditEntry Of(Caller caller, string action, string target, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        WorkspaceId = caller.WorkspaceId,
        At = at,
        Actor = caller.Actor,
        Address = caller.Address,
        Action = action,
        Target = target,
        RequestId = caller.RequestId,
    };

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("Audit");
            builder.Property(static entry => entry.Id).ValueGeneratedNever();
            builder.HasIndex(static entry => new { entry.WorkspaceId, entry.At, entry.Id });
        }
    }
}
