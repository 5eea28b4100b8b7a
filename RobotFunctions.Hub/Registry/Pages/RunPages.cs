using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/w/{workspace}/runs</c>: all runs of all robots, as they report them.</summary>
internal static class RunPages
{
    public const string Path = "runs";

    private const int MaxRobots = 200;
    private const int MaxDeadLetters = 20;

    public static void MapRunPages(this IEndpointRouteBuilder pages) => pages.MapGet(Path, ListAsync).RequireScope(Scopes.RegistryRead).WithNavigation("Runs", order: 40);

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
        return problem ?? (IResult)new HtmlPage<RunListPage>(new()
        {
            [nameof(RunListPage.Runs)] = runs,
            [nameof(RunListPage.Query)] = query,
            [nameof(RunListPage.Robots)] = await RobotsAsync(caller, store, context),
            [nameof(RunListPage.Days)] = await RunDays.ReadAsync(store, caller.WorkspaceId, time.GetUtcNow(), context.RequestAborted),
            [nameof(RunListPage.DeadLetters)] = await DeadLettersAsync(caller, store, context),
        });
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
