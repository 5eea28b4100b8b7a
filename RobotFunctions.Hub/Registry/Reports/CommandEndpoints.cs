using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary><c>/api/v1/robots/ID/commands</c>: what people and programs ask a robot to do, and what came of it.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        const string path = "/robots/{id:guid}/commands";
        api.MapPost(path, PostAsync).RequireScope(Scopes.RegistryWrite).WithTags("registry")
            .WithName("CommandRobot").WithSummary("Asks a robot to cancel a run, or to deliver a dead letter again. It learns of it from the answer to its next report.")
            .Produces<CommandView>(StatusCodes.Status201Created);
        api.MapGet(path, ListAsync).RequireScope(Scopes.RegistryRead).WithTags("registry")
            .WithName("ListRobotCommands").WithSummary("Lists the commands to a robot, newest first, with what came of them.").Produces<Page<CommandView>>();
    }

    private static async Task<IResult> PostAsync(Guid id, CommandPost body, Caller caller, RobotCommands commands, HttpContext context)
    {
        if (FieldChecks.Required("run_id", body.RunId, RobotRun.MaxRunId) is { } invalid)
        {
            return Problem.Invalid(invalid.Detail);
        }

        var (command, problem) = await commands.PostAsync(caller, id, body, context.RequestAborted);
        return command is null ? problem! : Results.Json(command, ReportJson.Default.CommandView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] PageRequest page, Caller caller, HubStore store, TimeProvider time, HttpContext context) =>
        await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, id, context.RequestAborted) is null
            ? Problem.NotFound(RegistryKind.Robot.Title)
            : await page.AnswerAsync(
                context,
                caller,
                (after, count) => store.RobotCommands.AsNoTracking()
                    .Where(command => command.RobotId == id && (after == null || command.Id < after.Value.Id))
                    .OrderByDescending(static command => command.Id).Take(count).ToListAsync(context.RequestAborted),
                static command => new Cursor(DateTimeOffset.UnixEpoch, command.Id),
                command => CommandView.Of(command, time.GetUtcNow()));
}
