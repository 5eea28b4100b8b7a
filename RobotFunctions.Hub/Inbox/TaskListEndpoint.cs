using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Export;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox;

/// <summary><c>GET /api/v1/tasks/</c>, in task-inbox's shape, and the same list as a file.</summary>
internal static class TaskListEndpoint
{
    public static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page, [AsParameters] TaskListRequest wanted, Caller caller, TaskReading reading, HubStore store, HttpContext context)
    {
        var (found, problem) = await ReadPageAsync(page, await FilterAsync(wanted, caller, store, context), caller, reading, store, context);
        if (found is null)
        {
            return problem!;
        }

        if (found.NextCursor is { } next)
        {
            context.Response.Headers.Link = $"<{context.Request.PathBase}{PageRequest.PathOf(context.Request, next)}>; rel=\"next\"";
        }

        var types = found.Items.Select(static snapshot => (snapshot.Task.VersionId, snapshot.Schema, snapshot.Type)).Distinct()
            .ToDictionary(static type => TaskTypeId.Of(type.VersionId, type.Type.Name), static type => TaskTypeView.Of(type.VersionId, type.Schema, type.Type));
        return Results.Ok(new TaskListAnswer([.. found.Items.Select(TaskView.Of)], types, found.NextCursor));
    }

    public static async Task<IResult> ExportAsync(
        [AsParameters] TaskListRequest wanted,
        [FromQuery(Name = "format"), Description("csv or jsonl. Default: csv.")] string? format,
        Caller caller,
        TaskExport export,
        HubStore store,
        HttpContext context) => export.Answer(await FilterAsync(wanted, caller, store, context), format, context.RequestAborted);

    /// <summary>Reads a page of the list; or gives the problem, if it is not a page of this list.</summary>
    public static Task<(Page<TaskSnapshot>? Page, Problem? Problem)> ReadPageAsync(
        PageRequest page, TaskFilter filter, Caller caller, TaskReading reading, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        async (after, count) =>
        {
            var snapshots = new List<TaskSnapshot>();
            foreach (var task in await filter.Query(store, after, count).ToListAsync(context.RequestAborted))
            {
                snapshots.Add(await reading.SnapshotAsync(store, task, context.RequestAborted));
            }

            return snapshots;
        },
        static snapshot => new Cursor(snapshot.Task.CreatedAt, snapshot.Task.Id),
        static snapshot => snapshot);

    /// <summary>The search for what a person typed; null if it is empty.</summary>
    public static async Task<TaskSearch?> SearchAsync(HubStore store, string? q, CancellationToken cancellation) =>
        string.IsNullOrEmpty(q) ? null : await TaskSearch.ForAsync(store, q, cancellation);

    private static async Task<TaskFilter> FilterAsync(TaskListRequest wanted, Caller caller, HubStore store, HttpContext context)
    {
        var schema = wanted.Schema is null ? null : await SchemaCatalog.FindSchemaAsync(store, caller.WorkspaceId, wanted.Schema, context.RequestAborted);

        // No task has a name that no schema has.
        return wanted.Filter(caller.WorkspaceId) with
        {
            SchemaId = wanted.Schema is null ? null : schema?.Id ?? Guid.Empty,
            Search = await SearchAsync(store, wanted.Text, context.RequestAborted),
        };
    }
}

/// <summary>Which tasks are wanted.</summary>
internal sealed class TaskListRequest
{
    [FromQuery(Name = "resolved")]
    [Description("un for those that wait for a decision; anything else, or nothing, for all.")]
    public string? Resolved { get; init; }

    [FromQuery(Name = "schema")]
    [Description("Only those of the schema of this name.")]
    public string? Schema { get; init; }

    [FromQuery(Name = "type")]
    [Description("Only those of this type.")]
    public string? Type { get; init; }

    [FromQuery(Name = "state")]
    [Description("Only those in this state.")]
    public string? State { get; init; }

    [FromQuery(Name = "assignee")]
    [Description("Only those assigned so.")]
    public string? Assignee { get; init; }

    [FromQuery(Name = "q")]
    [Description("Only those whose type, correlation or metadata have words that begin with the words of this text.")]
    public string? Text { get; init; }

    public TaskFilter Filter(Guid workspaceId) => new(workspaceId)
    {
        OnlyOpen = Resolved == "un",
        Type = Cleaned(Type),
        State = Cleaned(State),
        Assignee = Cleaned(Assignee),
    };

    // PostgreSQL refuses U+0000 in a text; no stored text has one.
    private static string? Cleaned(string? text) => string.IsNullOrEmpty(text) ? null : text.Replace('\0', '\uFFFD');
}
