using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Reports;

/// <summary>
/// Does what the Hub's answers to reports ask a robot to do, each command once. It is recorded before it is begun: a command that a stop of the robot
/// interrupted is not repeated, but told as failed.
/// </summary>
public sealed partial class HubCommands(OperatorService operators, IHubRecords records, ILogger<HubCommands> logger)
{
    private readonly HubRecord<CommandRecord> _record = new(records, "commands", ReportJsonContext.Default.CommandRecord);

    /// <summary>The outcomes that the Hub does not know.</summary>
    internal async Task<IReadOnlyList<KnownCommand>> FindUntoldAsync(RobotId robot, CancellationToken cancellation) => (await LoadAsync(robot, cancellation)).Untold;

    /// <summary>Records that the Hub knows these outcomes.</summary>
    internal async Task TellAsync(RobotId robot, IReadOnlyList<KnownCommand> told, CancellationToken cancellation)
    {
        if (told.Count > 0)
        {
            await _record.SaveAsync(robot, (await LoadAsync(robot, cancellation)).Tell(told), cancellation);
        }
    }

    /// <summary>Does a command, unless it was done before.</summary>
    internal async Task RunAsync(RobotId robot, HubCommand command, CancellationToken cancellation)
    {
        var record = await LoadAsync(robot, cancellation);
        if (record.Knows(command.Id))
        {
            await _record.SaveAsync(robot, record.Again(command.Id), cancellation);
            return;
        }

        record = record.Begin(command.Id);
        await _record.SaveAsync(robot, record, cancellation);
        var problem = await DoAsync(command, cancellation);
        await _record.SaveAsync(robot, record.End(command.Id, problem), cancellation);
        if (problem is null)
        {
            LogDone(robot, command.Command, command.RunId);
        }
        else
        {
            LogFailed(robot, command.Command, command.RunId, problem);
        }
    }

    /// <summary>Null if it was done; otherwise a sentence that says why not.</summary>
    private async Task<string?> DoAsync(HubCommand command, CancellationToken cancellation) => command.Command switch
    {
        "cancel" => (await operators.CancelAsync(command.RunId, cancellation)).Detail,
        "redeliver" => (await operators.RedeliverAsync(command.RunId, cancellation)).Detail,
        var unknown => $"This version of the robot does not know the command '{unknown}'. Update the robot.",
    };

    private async Task<CommandRecord> LoadAsync(RobotId robot, CancellationToken cancellation) => await _record.FindAsync(robot, cancellation) ?? CommandRecord.Empty;

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot}: the Hub asked to {Command} run {RunId}, which was done")]
    private partial void LogDone(RobotId robot, string command, string runId);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot}: the Hub asked to {Command} run {RunId}, which could not be done: {Problem}")]
    private partial void LogFailed(RobotId robot, string command, string runId, string problem);
}
