using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox;

/// <summary><c>/api/v1/tasks</c>: what people must decide. The paths that task-inbox has answer as it does, and more.</summary>
internal static class TaskEndpoints
{
    private const string Path = "/tasks";

    /// <summary>Maps what task-inbox has too.</summary>
    /// <param name="api">Endpoints that ignore query parameters that they do not know, as task-inbox does.</param>
    public static void MapSeedTasks(this IEndpointRouteBuilder api)
    {
        api.MapPost($"{Path}/", PostAsync).RequireScope(Scopes.TasksWrite).WithTags("tasks")
            .WithName("PostTask").WithSummary("Posts a task, or finds the one with the same correlation.").Produces<TaskAnswer>();
        api.MapGet($"{Path}/", TaskListEndpoint.ListAsync).RequireScope(Scopes.TasksRead).WithTags("tasks")
            .WithName("ListTasks").WithSummary("Lists tasks, the oldest first.").Produces<TaskListAnswer>();
        api.MapGet($"{Path}/{{id:guid}}/history", HistoryAsync).RequireScope(Scopes.TasksRead).WithTags("tasks")
            .WithName("ReadTaskHistory").WithSummary("Reads the history of a task.").Produces<HistoryAnswer>();
        api.MapPatch($"{Path}/{{id:guid}}/state", DecideAsync).RequireScope(Scopes.TasksDecide).WithTags("tasks")
            .WithName("DecideTask").WithSummary("Chooses a state. If-Match is honoured.").Produces<TaskAnswer>();
    }

    /// <summary>Maps what task-inbox does not have.</summary>
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        api.MapGet($"{Path}/{{id:guid}}", ReadAsync).RequireScope(Scopes.TasksRead).WithTags("tasks").WithName("ReadTask").WithSummary("Reads a task.").Produces<TaskAnswer>();
        api.MapGet($"{Path}/export", TaskListEndpoint.ExportAsync).RequireScope(Scopes.TasksRead).WithTags("tasks")
            .WithName("ExportTasks").WithSummary("Exports the list as a file, the oldest task first.").Produces<string>(StatusCodes.Status200OK, "text/csv", "application/jsonl");
        var decide = api.MapGroup($"{Path}/{{id:guid}}").RequireScope(Scopes.TasksDecide).WithTags("tasks");
        decide.MapPost("/claim", ClaimAsync).WithName("ClaimTask").WithSummary("Takes a task, so that nobody else decides it.").Produces<TaskAnswer>();
        decide.MapPost("/release", ReleaseAsync).WithName("ReleaseTask").WithSummary("Gives a claimed task back.").Produces<TaskAnswer>();
        decide.MapPost("/comments", CommentAsync).WithName("CommentOnTask").WithSummary("Adds a comment to the history.").Produces<TaskAnswer>();
        api.MapPost($"{Path}/{{id:guid}}/cancel", CancelAsync).RequireScope(Scopes.TasksWrite).WithTags("tasks")
            .WithName("CancelTask").WithSummary("Cancels an open task that the caller has posted.").Produces<TaskAnswer>();
    }

    private static async Task<IResult> PostAsync(TaskPost body, Caller caller, TaskPosting posting, HttpContext context)
    {
        var result = await posting.PostAsync(caller, body, context.RequestAborted);
        if (result is TaskDone { IsChanged: true, Snapshot.Task.Id: var id })
        {
            context.Response.Headers.Location = $"/api/v1{Path}/{id}";
        }

        return Answer(result, context);
    }

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, TaskReading reading, HubStore store, HttpContext context) =>
        await reading.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } found ? Show(found, context) : Problem.NotFound("task");

    private static async Task<IResult> HistoryAsync(Guid id, Caller caller, HubStore store, HttpContext context)
    {
        var task = await store.Tasks.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, context.RequestAborted);
        return task is null
            ? Problem.NotFound("task")
            : Results.Ok(HistoryAnswer.Of(await TaskReading.HistoryAsync(store, id, context.RequestAborted), task.Assignee, caller.PersonId?.ToString()));
    }

    private static async Task<IResult> DecideAsync(
        Guid id,
        [FromQuery(Name = "state"), Description("The state; empty for unset.")] string? state,
        DecisionBody? body,
        Caller caller,
        TaskActions actions,
        HttpContext context) => state is null
        ? Problem.BadRequest("The query parameter state is missing. Name the state, or leave it empty to unset it: ?state=")
        : Answer(await actions.DecideAsync(Target(caller, id, context), state.Length == 0 ? null : state, body?.Answer, body?.Comment, context.RequestAborted), context);

    private static async Task<IResult> ClaimAsync(Guid id, Caller caller, TaskActions actions, HttpContext context) =>
        Answer(await actions.ClaimAsync(Target(caller, id, context), context.RequestAborted), context);

    private static async Task<IResult> ReleaseAsync(Guid id, Caller caller, TaskActions actions, HttpContext context) =>
        Answer(await actions.ReleaseAsync(Target(caller, id, context), context.RequestAborted), context);

    private static async Task<IResult> CommentAsync(Guid id, CommentBody body, Caller caller, TaskActions actions, HttpContext context) =>
        Answer(await actions.CommentAsync(Target(caller, id, context), body.Text, context.RequestAborted), context);

    private static async Task<IResult> CancelAsync(Guid id, CancelBody? body, Caller caller, TaskActions actions, HttpContext context) =>
        Answer(await actions.CancelAsync(Target(caller, id, context), body?.Comment, context.RequestAborted), context);

    private static TaskTarget Target(Caller caller, Guid id, HttpContext context) =>
        new(caller, id, context.Request.Headers.IfMatch is { Count: > 0 } sent ? sent.ToString() : null);

    private static IResult Answer(TaskResult result, HttpContext context) => TaskRefusals.Of(result) ?? Show(((TaskDone)result).Snapshot, context);

    private static IResult Show(TaskSnapshot snapshot, HttpContext context)
    {
        context.Response.Headers.ETag = TaskActions.TagOf(snapshot.Task);
        return Results.Ok(TaskAnswer.Of(snapshot));
    }
}
