using System.Text;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Export;

/// <summary>Answers with all tasks of a list as a file, in the list's order. It is sent while it is read, a page at a time, so that its length costs no memory.</summary>
internal sealed class TaskExport(TaskReading reading, HubStore store)
{
    private const int PageSize = 200;

    /// <summary>The answer.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="format">The name of the format; null for CSV.</param>
    /// <param name="cancellation">The end of the request.</param>
    public IResult Answer(TaskFilter filter, string? format, CancellationToken cancellation) => ExportFormat.Find(format) is { } found
        ? Results.Stream(body => WriteAsync(body, filter, found, cancellation), found.ContentType, $"tasks.{found.Name}")
        : Problem.BadRequest("format must be csv or jsonl.");

    private async Task WriteAsync(Stream body, TaskFilter filter, ExportFormat format, CancellationToken cancellation)
    {
        var text = new StringBuilder(format.Head);
        Cursor? after = null;
        do
        {
            var tasks = await filter.Query(store, after, PageSize).ToListAsync(cancellation);
            foreach (var task in tasks)
            {
                text.Append(format.Line(ExportedTask.Of(await reading.SnapshotAsync(store, task, cancellation))));
            }

            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.Clear();
            after = tasks.Count == PageSize ? new Cursor(tasks[^1].CreatedAt, tasks[^1].Id) : null;
        }
        while (after is not null);
    }
}
