using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Which runs a person wants to see. An empty filter is none.</summary>
public sealed class RunListQuery
{
    /// <summary>The id of a robot.</summary>
    [FromQuery(Name = "robot")]
    public string? Robot { get; init; }

    /// <summary>A state.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Whether nothing is filtered.</summary>
    public bool IsPlain => string.IsNullOrEmpty(Robot) && string.IsNullOrEmpty(State);

    /// <summary>The runs of a workspace; null if it has a filter that no page offers.</summary>
    internal IQueryable<RobotRun>? Apply(HubStore store, Guid workspaceId)
    {
        var runs = store.RobotRuns.Where(run => run.WorkspaceId == workspaceId);
        if (!string.IsNullOrEmpty(Robot))
        {
            if (!Guid.TryParse(Robot, out var robot))
            {
                return null;
            }

            runs = runs.Where(run => run.RobotId == robot);
        }

        if (!string.IsNullOrEmpty(State))
        {
            var states = Enum.GetValues<RunState>().Where(state => WireNames<RunState>.Of(state) == State).ToList();
            if (states.Count == 0)
            {
                return null;
            }

            runs = runs.Where(run => run.State == states[0]);
        }

        return runs;
    }
}
