using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/w/{workspace}/runs</c>: all runs of all robots, as they report them, and what robots are asked to do with them.</summary>
internal static class RunPages
{
    public const string Path = "runs";
    public const string CommandPath = $"{Path}/commands";

    private const int MaxRobots = 200;
    private const int MaxDeadLetters = 20;

    public static void MapRunPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ListAsync).RequireScope(Scopes.RegistryRead).WithNavigation("Runs", order: 40);
        pages.MapPost(CommandPath, CommandAsync).RequireScope(Scopes.RegistryWrite);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] RunListQuery query, Caller caller, HubStore store, TimeProvider time, HttpContext context)
    {
        if (query.Apply(store, caller.WorkspaceId) is not { } filtered)
        {
            return Problem.BadRequest("The filter in the address is not valid. Open the list again, and choose from its filters.");
        }

        var (runs, problem) = await page.ReadAsync(
            context,
            caller,
            (after, count) => RunRow.ReadAsync(store, filtered, after, count, context.RequestAborted),
            static found => new Cursor(found.Run.StartedAt, found.Run.Id),
            static found => found.Row);
        return runs is null ? problem! : new HtmlPage<RunListPage>(new()
        {
            [nameof(RunListPage.Runs)] = runs with { Items = await RunCommand.AddAsync(store, runs.Items, time.GetUtcNow(), context.RequestAborted) },
            [nameof(RunListPage.Query)] = query,
            [nameof(RunListPage.Robots)] = await RobotsAsync(caller, store, context),
            [nameof(RunListPage.Days)] = await RunDays.ReadAsync(store, caller.WorkspaceId, time.GetUtcNow(), context.RequestAborted),
            [nameof(RunListPage.DeadLetters)] = await DeadLettersAsync(caller, store, context),
        });
    }

    private static async Task<IResult> CommandAsync(
        [FromForm(Name = "robot")] Guid robot,
        [FromForm(Name = "run")] string? run,
        [FromForm(Name = "command")] string? command,
        Caller caller,
        RobotCommands commands,
        HttpContext context)
    {
        var kind = Enum.GetValues<CommandKind>().Where(kind => WireNames<CommandKind>.Of(kind) == command).ToList();
        if (kind.Count == 0 || FieldChecks.Required("run", run ?? "", RobotRun.MaxRunId) is not null)
        {
            return Problem.BadRequest("The form is incomplete. Open the runs again, and use the buttons of a run.");
        }

        var (asked, problem) = await commands.PostAsync(caller, robot, new CommandPost(kind[0], run!), context.RequestAborted);
        var told = asked is null
            ? new FlashMessage(problem!.Detail, Refused: true)
            : new FlashMessage(kind[0] == CommandKind.Cancel ? $"The robot is asked to cancel {run}." : $"The robot is asked to deliver the dead letter of {run} again.");
        return problem?.Status == StatusCodes.Status404NotFound ? problem : new SeeOther(WorkspacePath.Of(context, Path), told);
    }

    private static Task<List<ObjectLink>> RobotsAsync(Caller caller, HubStore store, HttpContext context)
    {
        var observed = store.RobotObservations;
        return store.RegistryItems.Where(robot => robot.WorkspaceId == caller.WorkspaceId && robot.Kind == RegistryKind.Robot && observed.Any(found => found.RobotId == robot.Id))
            .OrderBy(static robot => robot.NameKey).Take(MaxRobots).Select(static robot => new ObjectLink(robot.Kind, robot.Id, robot.Name, robot.ParentId)).ToListAsync(context.RequestAborted);
    }

    private static async Task<IReadOnlyList<(ObjectLink Robot, int Count)>> DeadLettersAsync(Caller caller, HubStore store, HttpContext context)
    {
        var found = await store.RobotObservations.Where(observation => observation.WorkspaceId == caller.WorkspaceId && observation.DeadLetters > 0)
            .OrderByDescending(static observation => observation.DeadLetters).Take(MaxDeadLetters)
            .Join(store.RegistryItems, static observation => observation.RobotId, static robot => robot.Id, static (observation, robot) => new { robot.Id, robot.Name, robot.ParentId, observation.DeadLetters })
            .OrderByDescending(static joined => joined.DeadLetters).ToListAsync(context.RequestAborted);
        return [.. found.Select(static joined => (new ObjectLink(RegistryKind.Robot, joined.Id, joined.Name, joined.ParentId), joined.DeadLetters))];
    }
}
