using System.Text.Json;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox.Export;

/// <summary>A task in an exported list. Its members, in their order, are also the columns of CSV.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">When it was posted.</param>
/// <param name="SchemaName">The name of its schema.</param>
/// <param name="Semver">Its version of the schema.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="State">Its state; null for unset.</param>
/// <param name="Status">Whether it still waits for people.</param>
/// <param name="UserId">Whom it is assigned to.</param>
/// <param name="Due">When it is due.</param>
/// <param name="OverdueAt">When it was found to be overdue.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="Correlation">Its poster's own id of it.</param>
/// <param name="PostedBy">Who posted it.</param>
/// <param name="ClaimedBy">Who has claimed it.</param>
/// <param name="ClaimedAt">Since when.</param>
/// <param name="Quorum">How many people must agree.</param>
/// <param name="VoteCount">How many people have voted.</param>
/// <param name="Sequence">The number of its last history entry.</param>
/// <param name="Meta">What its poster sent.</param>
/// <param name="Answer">The answer that its state was chosen with.</param>
internal sealed record ExportedTask(
    Guid Id,
    DateTimeOffset Created,
    string SchemaName,
    string Semver,
    string Type,
    string? State,
    InboxTaskStatus Status,
    string? UserId,
    DateTimeOffset? Due,
    DateTimeOffset? OverdueAt,
    DateTimeOffset? ResolvedAt,
    string? Correlation,
    string PostedBy,
    string? ClaimedBy,
    DateTimeOffset? ClaimedAt,
    int Quorum,
    int VoteCount,
    int Sequence,
    JsonElement? Meta,
    JsonElement? Answer)
{
    public static ExportedTask Of(TaskSnapshot snapshot)
    {
        var task = snapshot.Task;
        return new ExportedTask(
            task.Id,
            task.CreatedAt,
            snapshot.Schema.Name,
            snapshot.Schema.Version.Text,
            task.Type,
            task.State,
            task.Status,
            task.Assignee,
            task.DueAt,
            task.OverdueAt,
            task.ResolvedAt,
            task.Correlation,
            task.PosterName,
            task.HolderName,
            task.ClaimedAt,
            snapshot.Type.Quorum,
            snapshot.Votes.Count,
            task.Sequence,
            Json(task.Meta),
            Json(task.Answer));
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
