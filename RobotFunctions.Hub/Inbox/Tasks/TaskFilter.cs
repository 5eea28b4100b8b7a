using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Which tasks of a workspace are listed, the oldest first. Null is any.</summary>
internal sealed record TaskFilter(Guid WorkspaceId)
{
    /// <summary>Whether only those are listed that wait for a decision.</summary>
    public bool OnlyOpen { get; init; }

    /// <summary>Whether only those are listed whose due time has passed without a decision.</summary>
    public bool OnlyOverdue { get; init; }

    /// <summary>Only those are listed that were posted after this time.</summary>
    public DateTimeOffset? After { get; init; }

    public Guid? SchemaId { get; init; }

    public string? Type { get; init; }

    public string? State { get; init; }

    public string? Assignee { get; init; }

    /// <summary>What is searched for.</summary>
    public TaskSearch? Search { get; init; }

    /// <summary>The query. Only the filters that are given are in it, so that it can use their index.</summary>
    /// <param name="store">The store.</param>
    /// <param name="after">The place after which the page starts; null for the first.</param>
    /// <param name="count">The most rows.</param>
    public IQueryable<InboxTask> Query(HubStore store, Cursor? after, int count)
    {
        var tasks = (Search?.In(store) ?? store.Tasks).AsNoTracking().Where(task => task.WorkspaceId == WorkspaceId);
        tasks = OnlyOpen ? tasks.Where(static task => task.Status == InboxTaskStatus.Open) : tasks;
        tasks = OnlyOverdue ? tasks.Where(static task => task.Status == InboxTaskStatus.Open && task.OverdueAt != null) : tasks;
        tasks = After is { } start ? tasks.Where(task => task.CreatedAt > start) : tasks;
        tasks = SchemaId is { } schemaId ? tasks.Where(task => task.SchemaId == schemaId) : tasks;
        tasks = Type is { } type ? tasks.Where(task => task.Type == type) : tasks;
        tasks = State is { } state ? tasks.Where(task => task.State == state) : tasks;
        tasks = Assignee is { } assignee ? tasks.Where(task => task.Assignee == assignee) : tasks;
        if (after is { } place)
        {
            // The first condition is implied by the second: it is what an index can seek by.
            tasks = tasks.Where(task => task.CreatedAt >= place.At && (task.CreatedAt > place.At || task.Id > place.Id));
        }

        return tasks.OrderBy(static task => task.CreatedAt).ThenBy(static task => task.Id).Take(count);
    }
}
