using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>A run as it was last reported.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Robot">The robot; its name may have changed since.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="References">How many references it has; null while that is not known.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="Problem">Why it failed.</param>
public sealed record RunRow(string RunId, ObjectLink Robot, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int? References, int Done, int Failed, string? Problem)
{
    /// <summary>Whether its robot has dead letters, one of which may be of this run.</summary>
    public bool HasDeadLetters { get; init; }

    /// <summary>What the robot was last asked to do with it; null for nothing.</summary>
    public RunCommand? Command { get; init; }

    /// <summary>How far it is, in words.</summary>
    public string Progress => $"{(References is { } all ? $"{Done} of {all} references" : $"{Done} done")}{(Failed > 0 ? $", {Failed} failed" : "")}";

    /// <summary>Reads at most so many runs, the newest first.</summary>
    internal static async Task<List<(RobotRun Run, RunRow Row)>> ReadAsync(HubStore store, IQueryable<RobotRun> runs, Cursor? after, int count, CancellationToken cancellation)
    {
        var (robots, observed) = (store.RegistryItems, store.RobotObservations);
        var found = await runs.AsNoTracking().Where(run => after == null || run.StartedAt < after.Value.At || (run.StartedAt == after.Value.At && run.Id < after.Value.Id))
            .OrderByDescending(static run => run.StartedAt).ThenByDescending(static run => run.Id).Take(count)
            .Join(robots, static run => run.RobotId, static robot => robot.Id, static (run, robot) => new { run, robot.Name, robot.ParentId })
            .Select(joined => new { joined.run, joined.Name, joined.ParentId, HasDeadLetters = observed.Any(found => found.RobotId == joined.run.RobotId && found.DeadLetters > 0) })
            .OrderByDescending(static joined => joined.run.StartedAt).ThenByDescending(static joined => joined.run.Id).ToListAsync(cancellation);
        return [.. found.Select(static joined => (joined.run, Of(joined.run, new ObjectLink(RegistryKind.Robot, joined.run.RobotId, joined.Name, joined.ParentId)) with { HasDeadLetters = joined.HasDeadLetters }))];
    }

    private static RunRow Of(RobotRun run, ObjectLink robot) => new(run.RunId, robot, run.State, run.StartedAt, run.EndedAt, run.References, run.Done, run.Failed, run.Problem);
}
