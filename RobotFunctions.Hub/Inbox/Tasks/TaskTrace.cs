using System.Diagnostics;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>
/// Makes what happens to a task part of the trace in which it was posted: an event without duration, linked to the request of the person. So one trace leads
/// from the request of a program to the click of a person, however much later that is.
/// </summary>
internal static class TaskTrace
{
    /// <summary>Remembers the trace of a new task, or adds what happened to it.</summary>
    public static void Continue(InboxTask task, TaskAction action)
    {
        var current = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity : null;
        if (action == TaskAction.Created)
        {
            task.TraceParent = current?.Id;
        }
        else if (Telemetry.Source.HasListeners() && ActivityContext.TryParse(task.TraceParent, traceState: null, isRemote: true, out var posted))
        {
            var links = current is null || current.TraceId == posted.TraceId ? [] : new[] { new ActivityLink(current.Context) };
            using var span = Telemetry.Source.StartActivity($"task {action.ToString().ToLowerInvariant()}", ActivityKind.Internal, posted, links: links);
            span?.SetTag("hub.task.id", $"{task.Id}").SetTag("hub.task.type", task.Type).SetTag("hub.task.state", task.State);
        }
    }
}
