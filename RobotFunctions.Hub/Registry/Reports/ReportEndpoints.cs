using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary><c>/api/v1/robots/ID/reports</c>, where robots report; <c>observed</c> and <c>runs</c>, where others read it.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        const string path = "/robots/{id:guid}";
        api.MapPost($"{path}/reports", ReportAsync).RequireScope(Scopes.RobotReport).WithTags("registry")
            .WithName("ReportRobot").WithSummary("Takes a heartbeat with runs, and answers whether the robot may claim work.").Produces<RobotReportAnswer>();
        var read = api.MapGroup(path).RequireScope(Scopes.RegistryRead).WithTags("registry");
        read.MapGet("/observed", ReadObservedAsync).WithName("ReadRobotObserved").WithSummary("Reads what a robot reports, and where that differs from what is declared.").Produces<ObservedView>();
        read.MapGet("/runs", ListRunsAsync).WithName("ListRobotRuns").WithSummary("Lists the runs of a robot, newest first.").Produces<Page<RunView>>();
    }

    private static async Task<IResult> ReportAsync(Guid id, RobotReport body, Caller caller, RobotReports reports, HttpContext context) =>
        body.Check() is { } problem ? Problem.Invalid(problem.Detail)
        : await reports.TakeAsync(caller, id, body, context.RequestAborted) is { } answer ? Results.Ok(answer)
        : Problem.NotFound(RegistryKind.Robot.Title);

    private static async Task<IResult> ReadObservedAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, id, context.RequestAborted) is { } robot
            ? Results.Ok(await ObservedView.ReadAsync(store, robot, context.RequestAborted))
            : Problem.NotFound(RegistryKind.Robot.Title);

    private static async Task<IResult> ListRunsAsync(Guid id, [AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, id, context.RequestAborted) is null
            ? Problem.NotFound(RegistryKind.Robot.Title)
            : await page.AnswerAsync(
                context,
                caller,
                (after, count) => store.RobotRuns.AsNoTracking()
                    .Where(run => run.RobotId == id && (after == null || run.StartedAt < after.Value.At || (run.StartedAt == after.Value.At && run.Id < after.Value.Id)))
                    .OrderByDescending(static run => run.StartedAt).ThenByDescending(static run => run.Id).Take(count).ToListAsync(context.RequestAborted),
                static run => new Cursor(run.StartedAt, run.Id),
                RunView.Of);
}
