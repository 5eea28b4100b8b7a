using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>The commands to robots: stores them, hands them out until an outcome is told, and keeps the outcomes.</summary>
internal sealed class RobotCommands(RetryingWriter writer, TimeProvider time)
{
    /// <summary>How long a command is handed out.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How long a command is listed.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>The most commands of one robot that have no outcome and have not expired.</summary>
    public const int MaxOpen = 100;

    private const int MaxHandedOut = 10;

    /// <summary>Stores a command to a robot of the caller's workspace.</summary>
    /// <returns>The command; or why there is none.</returns>
    public Task<(CommandView? Command, Problem? Problem)> PostAsync(Caller caller, Guid robotId, CommandPost post, CancellationToken cancellation) =>
        writer.RunAsync<(CommandView?, Problem?)>(
            async store =>
            {
                var now = time.GetUtcNow();
                if (await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, robotId, cancellation) is null)
                {
                    return (null, Problem.NotFound(RegistryKind.Robot.Title));
                }

                if (await Open(store, robotId, now).CountAsync(cancellation) >= MaxOpen)
                {
                    return (null, Problem.Conflict($"The robot has {MaxOpen} commands without an outcome. Wait until it has reported, or until they expire."));
                }

                var old = now - Retention;
                await store.RobotCommands.Where(command => command.RobotId == robotId && command.CreatedAt < old).ExecuteDeleteAsync(cancellation);
                var created = new RobotCommand
                {
                    Id = Guid.CreateVersion7(now),
                    RobotId = robotId,
                    Kind = post.Command,
                    RunId = post.RunId,
                    State = CommandState.Waiting,
                    CreatedBy = caller.Actor,
                    CreatedAt = now,
                    ExpiresAt = now + Lifetime,
                };
                store.RobotCommands.Add(created);
                store.Audit.Add(AuditEntry.Of(caller, post.Command == CommandKind.Cancel ? "run.cancel-requested" : "run.redelivery-requested", post.RunId, now));
                return (CommandView.Of(created, now), null);
            },
            cancellation);

    /// <summary>Keeps the outcomes that a report tells, the first of each command, and takes the commands for its answer, in the transaction of the report.</summary>
    public static async Task<IReadOnlyList<HandedOutCommand>> ExchangeAsync(
        HubStore store, Guid robotId, IReadOnlyList<CommandOutcome> outcomes, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = outcomes.Select(static outcome => outcome.Id).ToList();
        var told = ids.Count == 0
            ? []
            : await store.RobotCommands.Where(command => command.RobotId == robotId && ids.Contains(command.Id) && command.EndedAt == null).ToListAsync(cancellation);
        foreach (var command in told)
        {
            var outcome = outcomes.First(outcome => outcome.Id == command.Id);
            (command.State, command.Problem, command.EndedAt) = (outcome.State, outcome.Problem, now);
        }

        var handedOut = await Open(store, robotId, now).Where(command => !ids.Contains(command.Id)).OrderBy(static command => command.Id).Take(MaxHandedOut).ToListAsync(cancellation);
        foreach (var command in handedOut)
        {
            (command.State, command.TakenAt) = (CommandState.Taken, command.TakenAt ?? now);
        }

        return [.. handedOut.Select(static command => new HandedOutCommand(command.Id, command.Kind, command.RunId))];
    }

    // An answer may be lost on its way: what was handed out is handed out again until the robot tells what came of it.
    private static IQueryable<RobotCommand> Open(HubStore store, Guid robotId, DateTimeOffset now) => store.RobotCommands
        .Where(command => command.RobotId == robotId && (command.State == CommandState.Waiting || command.State == CommandState.Taken) && command.ExpiresAt > now);
}
