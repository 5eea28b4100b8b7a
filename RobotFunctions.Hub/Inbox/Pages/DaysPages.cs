using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary><c>/w/{workspace}/tasks/days</c>: whether people keep up with what is posted.</summary>
internal static class DaysPages
{
    public static void MapDaysPages(this IEndpointRouteBuilder pages) => pages.MapGet($"{TaskListPages.Path}/days", ShowAsync).RequireScope(Scopes.TasksRead);

    private static async Task<IResult> ShowAsync(Caller caller, HubStore store, TimeProvider time, HttpContext context) =>
        new HtmlPage<DaysPage>(new() { [nameof(DaysPage.Days)] = await InboxDays.ReadAsync(store, caller.WorkspaceId, time.GetUtcNow(), context.RequestAborted) });
}
