using System.Text.Json;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary><c>/w/{workspace}/tasks/ID</c>: one task, and what people do with it.</summary>
internal static class TaskPages
{
    public static void MapTaskPages(this IEndpointRouteBuilder pages)
    {
        const string path = $"{TaskListPages.Path}/{{id:guid}}";
        pages.MapGet(path, ShowAsync).RequireScope(Scopes.TasksRead);
        var decide = pages.MapGroup(path).RequireScope(Scopes.TasksDecide);
        decide.MapPost("/decide", DecideAsync);
        decide.MapPost("/comments", CommentAsync);
        decide.MapPost("/claim", ClaimAsync);
        decide.MapPost("/release", ReleaseAsync);
        pages.MapPost($"{path}/cancel", CancelAsync).RequireScope(Scopes.TasksWrite);
    }

    private static async Task<IResult> ShowAsync([AsParameters] TaskPageRequest request) =>
        await request.FindAsync() is { } snapshot ? Page(await request.DetailsAsync(snapshot, typed: null, [])) : Problem.NotFound("task");

    private static async Task<IResult> DecideAsync([AsParameters] TaskPageRequest request, IFormCollection sent)
    {
        if (await request.FindAsync() is not { } snapshot)
        {
            return Problem.NotFound("task");
        }

        var fields = snapshot.Type.Form?.Fields ?? [];
        var typed = TaskForm.Read(sent, fields.Select(static field => field.Name));
        var state = sent["state"].ToString() is { Length: > 0 } chosen ? chosen : null;
        var answer = FormSubmission.Read(fields, typed.Answers);

        // A pending state needs no answer; one that was begun is sent nevertheless, so that it is not lost.
        JsonElement? wanted = snapshot.Type.Form is not null && (snapshot.Type.IsResolved(state) || answer.Count > 0) ? JsonSerializer.SerializeToElement(answer) : null;
        var result = await request.Actions.DecideAsync(Target(request, typed), state, wanted, typed.CommentOrNone, request.Context.RequestAborted);
        return await AfterAsync(request, typed, result, done => TaskMessages.Decided(done, state));
    }

    private static async Task<IResult> CommentAsync([AsParameters] TaskPageRequest request, IFormCollection sent)
    {
        var fields = (await request.FindAsync())?.Type.Form?.Fields ?? [];
        var typed = TaskForm.Read(sent, fields.Select(static field => field.Name));
        var result = await request.Actions.CommentAsync(new TaskTarget(request.Caller, request.Id, IfMatch: null), typed.CommentOrNone ?? "", request.Context.RequestAborted);
        return await AfterAsync(request, typed, result, static _ => "The comment is in the history.");
    }

    private static async Task<IResult> ClaimAsync([AsParameters] TaskPageRequest request) => await AfterAsync(
        request, typed: null, await request.Actions.ClaimAsync(new TaskTarget(request.Caller, request.Id, IfMatch: null), request.Context.RequestAborted), static _ => "The task is yours until you decide or release it.");

    private static async Task<IResult> ReleaseAsync([AsParameters] TaskPageRequest request) => await AfterAsync(
        request, typed: null, await request.Actions.ReleaseAsync(new TaskTarget(request.Caller, request.Id, IfMatch: null), request.Context.RequestAborted), static _ => "The task was released: anybody can decide it.");

    private static async Task<IResult> CancelAsync([AsParameters] TaskPageRequest request, IFormCollection sent)
    {
        var typed = TaskForm.Read(sent, []);
        var result = await request.Actions.CancelAsync(Target(request, typed), typed.CommentOrNone, request.Context.RequestAborted);
        return await AfterAsync(request, typed, result, static _ => "The task was cancelled. Nobody decides it any more.");
    }

    private static TaskTarget Target(TaskPageRequest request, TaskForm typed) => new(request.Caller, request.Id, typed.Tag.Length == 0 ? null : typed.Tag);

    // A refused form is shown again over the task as it is now, with what was typed: sending it again means it.
    private static async Task<IResult> AfterAsync(TaskPageRequest request, TaskForm? typed, TaskResult result, Func<TaskDone, string> tell)
    {
        if (result is TaskDone done)
        {
            return new SeeOther(WorkspacePath.Of(request.Context, $"{TaskListPages.Path}/{request.Id}"), new FlashMessage(tell(done)));
        }

        if (await request.FindAsync() is not { } snapshot)
        {
            return Problem.NotFound("task");
        }

        var problems = result is TaskNotAllowed refused ? refused.AnswerProblems : [];
        var details = await request.DetailsAsync(snapshot, typed, problems);
        return Page(details, typed, TaskMessages.Refused(result, details, problems), TaskRefusals.Of(result)!.Status);
    }

    private static HtmlPage<TaskPage> Page(TaskDetails details, TaskForm? typed = null, string? problem = null, int status = StatusCodes.Status200OK) => new(
        new() { [nameof(TaskPage.Details)] = details, [nameof(TaskPage.Comment)] = typed?.Comment, [nameof(TaskPage.Problem)] = problem },
        status);
}
