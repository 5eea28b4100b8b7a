using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>
/// <c>/w/{workspace}/tasks/decide</c>: many decisions at once. They are shown first, each as the rules would take it, and nothing is sent until the person says
/// so: until then all is undone by going back.
/// </summary>
internal static class BulkDecisionPages
{
    // As many as a list shows; their ids fit into an address.
    private const int Most = 50;

    public static async Task<IResult> ShowAsync(
        [FromQuery(Name = "id")] Guid[] ids, [FromQuery(Name = "state")] string? state, [FromQuery(Name = "list")] string? list, Caller caller, TaskReading reading, HubStore store, HttpContext context)
    {
        var decisions = new List<BulkDecision>();
        foreach (var snapshot in await FindAsync(ids, caller, reading, store, context.RequestAborted))
        {
            decisions.Add(BulkDecision.Of(snapshot, TaskActors.Of(caller), state ?? ""));
        }

        return Page(decisions, state, list);
    }

    public static async Task<IResult> SendAsync(IFormCollection sent, Caller caller, TaskActions actions, TaskReading reading, HubStore store, HttpContext context)
    {
        var (state, list) = (sent["state"].ToString(), sent["list"].ToString());
        var comment = sent["comment"].ToString().Trim();
        var ids = sent["id"].Select(static text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToArray();
        var refused = new List<BulkDecision>();
        var done = 0;
        foreach (var snapshot in await FindAsync(ids, caller, reading, store, context.RequestAborted))
        {
            var id = snapshot.Task.Id;
            var target = new TaskTarget(caller, id, sent[$"tag-{id}"] is { Count: > 0 } tag ? tag.ToString() : null);
            var result = await actions.DecideAsync(target, state, answer: null, comment.Length == 0 ? null : comment, context.RequestAborted);
            if (TaskRefusals.Of(result) is { } problem)
            {
                refused.Add(new BulkDecision(BulkDecision.Row(snapshot), problem.Detail));
            }
            else
            {
                done++;
            }
        }

        var told = done == 1 ? "One decision was sent." : string.Create(CultureInfo.InvariantCulture, $"{done} decisions were sent.");
        return refused.Count == 0 && done > 0
            ? new SeeOther(WorkspacePath.Of(context, TaskListPages.Path), new FlashMessage(told))
            : Page(refused, state, list, done == 0 && refused.Count == 0 ? "No task was selected, so nothing was sent." : $"{told} These were refused:", comment);
    }

    private static async Task<List<TaskSnapshot>> FindAsync(Guid[] ids, Caller caller, TaskReading reading, HubStore store, CancellationToken cancellation)
    {
        var tasks = await store.Tasks.AsNoTracking().Where(task => task.WorkspaceId == caller.WorkspaceId && ids.Contains(task.Id))
            .OrderBy(static task => task.CreatedAt).ThenBy(static task => task.Id).Take(Most).ToListAsync(cancellation);
        var found = new List<TaskSnapshot>();
        foreach (var task in tasks)
        {
            found.Add(await reading.SnapshotAsync(store, task, cancellation));
        }

        return found;
    }

    private static HtmlPage<BulkDecisionPage> Page(IReadOnlyList<BulkDecision> decisions, string? state, string? list, string? problem = null, string? comment = null) => new(
        new()
        {
            [nameof(BulkDecisionPage.Decisions)] = decisions,
            [nameof(BulkDecisionPage.State)] = state ?? "",
            [nameof(BulkDecisionPage.List)] = list,
            [nameof(BulkDecisionPage.Problem)] = problem,
            [nameof(BulkDecisionPage.Comment)] = comment,
        },
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
}
