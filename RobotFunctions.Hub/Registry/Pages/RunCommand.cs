using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>What somebody last asked a robot to do with a run.</summary>
/// <param name="Kind">What.</param>
/// <param name="State">How far it is.</param>
/// <param name="Problem">Why it failed; null if it did not.</param>
/// <param name="At">When it was asked.</param>
public sealed record RunCommand(CommandKind Kind, CommandState State, string? Problem, DateTimeOffset At)
{
    /// <summary>Whether no outcome is known yet.</summary>
    public bool IsOpen => State is CommandState.Waiting or CommandState.Taken;

    /// <summary>Adds the last commands to runs.</summary>
    internal static async Task<IReadOnlyList<RunRow>> AddAsync(HubStore store, IReadOnlyList<RunRow> runs, DateTimeOffset now, CancellationToken cancellation)
    {
        var robots = runs.Select(static run => run.Robot.Id).Distinct().ToList();
        var ids = runs.Select(static run => run.RunId).Distinct().ToList();
        var commands = await store.RobotCommands.AsNoTracking().Where(command => robots.Contains(command.RobotId) && ids.Contains(command.RunId)).OrderBy(static command => command.Id).ToListAsync(cancellation);
        var last = commands.GroupBy(static command => (command.RobotId, command.RunId)).ToDictionary(static asked => asked.Key, static asked => asked.Last());
        return [.. runs.Select(run => last.TryGetValue((run.Robot.Id, run.RunId), out var command) ? run with { Command = Of(CommandView.Of(command, now)) } : run)];
    }

    private static RunCommand Of(CommandView command) => new(command.Command, command.State, command.Problem, command.CreatedAt);
}
