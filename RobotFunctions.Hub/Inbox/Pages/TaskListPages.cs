using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Export;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary><c>/w/{workspace}/tasks</c>: what waits for people, the oldest first.</summary>
internal static class TaskListPages
{
    public const string Path = "tasks";

    public static void MapTaskListPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ListAsync).RequireScope(Scopes.TasksRead).WithNavigation("Inbox", order: 10, InboxNotices.ReadAsync);
        pages.MapGet($"{Path}/export", ExportAsync).RequireScope(Scopes.TasksRead).Produces<string>(StatusCodes.Status200OK, "text/csv", "application/jsonl");
        var decide = pages.MapGroup($"{Path}/decide").RequireScope(Scopes.TasksDecide);
        decide.MapGet("", BulkDecisionPages.ShowAsync);
        decide.MapPost("", BulkDecisionPages.SendAsync);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page, [AsParameters] TaskListQuery query, Caller caller, SchemaCatalog catalog, TaskReading reading, HubStore store, TimeProvider time, HttpContext context)
    {
        var (found, problem) = await TaskListEndpoint.ReadPageAsync(page, await FilterAsync(query, caller, store, context), caller, reading, store, context);
        if (found is null)
        {
            return problem!;
        }

        var visit = InboxVisits.Last(context);
        InboxVisits.Remember(context, time.GetUtcNow());
        var undelivered = await UndeliveredAsync(store, found.Items, context.RequestAborted);
        return new HtmlPage<TaskListPage>(new()
        {
            [nameof(TaskListPage.Tasks)] = new Page<TaskRow>([.. found.Items.Select(task => TaskRow.Of(task, visit, undelivered))], found.NextCursor),
            [nameof(TaskListPage.Query)] = query,
            [nameof(TaskListPage.Choices)] = InboxChoices.Of(await catalog.NewestAsync(store, caller.WorkspaceId, context.RequestAborted)),
        });
    }

    private static async Task<IResult> ExportAsync(
        [AsParameters] TaskListQuery query, [FromQuery(Name = "format")] string? format, Caller caller, TaskExport export, HubStore store, HttpContext context) =>
        export.Answer(await FilterAsync(query, caller, store, context), format, context.RequestAborted);

    private static async Task<TaskFilter> FilterAsync(TaskListQuery query, Caller caller, HubStore store, HttpContext context)
    {
        var schema = string.IsNullOrEmpty(query.Schema) ? null : await SchemaCatalog.FindSchemaAsync(store, caller.WorkspaceId, query.Schema, context.RequestAborted);
        return query.Filter(caller, schema?.Id) with { Search = await TaskListEndpoint.SearchAsync(store, query.Text, context.RequestAborted) };
    }

    private static async Task<Dictionary<Guid, DeliveryStatus>> UndeliveredAsync(HubStore store, IEnumerable<TaskSnapshot> tasks, CancellationToken cancellation)
    {
        var ids = tasks.Select(static snapshot => snapshot.Task.DeliveryId).OfType<Guid>().ToList();
        return ids.Count == 0 ? [] : await store.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.Status != DeliveryStatus.Delivered)
            .ToDictionaryAsync(static delivery => delivery.Id, static delivery => delivery.Status, cancellation);
    }
}
