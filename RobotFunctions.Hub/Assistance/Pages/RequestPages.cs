using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Pages;

/// <summary><c>/w/{workspace}/assistance</c>: who asked for help, and who was told.</summary>
internal static class RequestPages
{
    private const string Path = "assistance";

    public static void MapRequestPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.AssistanceRead);
        read.MapGet("", ListAsync).WithNavigation("Requests", order: 22);
        read.MapGet("/{id:guid}", ShowAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] RequestFilter filter, Caller caller, HubStore store, HttpContext context)
    {
        var (requests, problem) = await RequestReading.ReadPageAsync(page, filter, caller, store, context);
        return problem ?? (IResult)new HtmlPage<RequestListPage>(new()
        {
            [nameof(RequestListPage.Requests)] = requests,
            [nameof(RequestListPage.Filter)] = filter,
            [nameof(RequestListPage.Topics)] = await store.Topics.Where(topic => topic.WorkspaceId == caller.WorkspaceId)
                .OrderBy(static topic => topic.NameKey).Select(static topic => topic.Name).ToListAsync(context.RequestAborted),
        });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await RequestReading.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } request
            ? new HtmlPage<RequestPage>(new() { [nameof(RequestPage.Request)] = request })
            : Problem.NotFound("request for assistance");
}
