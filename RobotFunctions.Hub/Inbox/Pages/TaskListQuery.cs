using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>Which tasks a person wants to see. An empty filter is none.</summary>
public sealed class TaskListQuery
{
    /// <summary>The tasks that are assigned to the person.</summary>
    public const string Mine = "mine";

    /// <summary>The open tasks whose due time has passed.</summary>
    public const string Overdue = "overdue";

    /// <summary>Also those that are resolved or cancelled.</summary>
    public const string All = "all";

    /// <summary>Which part of the list: open tasks, <see cref="Mine"/>, <see cref="Overdue"/> or <see cref="All"/>.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; init; }

    /// <summary>The name of a schema.</summary>
    [FromQuery(Name = "schema")]
    public string? Schema { get; init; }

    /// <summary>The name of a task type.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>A state.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Words in type, correlation or metadata.</summary>
    [FromQuery(Name = "q")]
    public string? Text { get; init; }

    /// <summary>The tasks that are selected, after an undone decision.</summary>
    [FromQuery(Name = "selected")]
    public Guid[] Selected { get; init; } = [];

    /// <summary>Whether open tasks are listed, without another filter.</summary>
    public bool IsPlain => string.IsNullOrEmpty(Show) && string.IsNullOrEmpty(Schema) && string.IsNullOrEmpty(Type) && string.IsNullOrEmpty(State) && string.IsNullOrEmpty(Text);

    /// <summary>The query that exports these tasks.</summary>
    /// <param name="format">The name of the format.</param>
    internal QueryString Export(string format)
    {
        var filters = new[] { ("format", format), ("show", Show), ("schema", Schema), ("type", Type), ("state", State), ("q", Text) };
        return QueryString.Create(filters.Where(static filter => !string.IsNullOrEmpty(filter.Item2)).Select(static filter => KeyValuePair.Create(filter.Item1, filter.Item2)));
    }

    internal TaskFilter Filter(Caller caller, Guid? schemaId) =>
        new TaskListRequest { Resolved = Show == All ? null : "un", Type = Type, State = State, Assignee = Show == Mine ? Actor.ShownOf(caller.Actor) : null }.Filter(caller.WorkspaceId) with
        {
            OnlyOverdue = Show == Overdue,

            // No task has a name that no schema has.
            SchemaId = string.IsNullOrEmpty(Schema) ? null : schemaId ?? Guid.Empty,
        };
}
