namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>A command as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Command">What the robot is asked to do.</param>
/// <param name="RunId">The run, or the run of the dead letter.</param>
/// <param name="State">How far it is.</param>
/// <param name="Problem">Why it failed; null if it did not.</param>
/// <param name="CreatedBy">Who asks, as in the audit.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="ExpiresAt">From when on it fails unless the robot has told an outcome.</param>
/// <param name="TakenAt">When the robot was first told; null if it was not.</param>
/// <param name="EndedAt">When the robot told the outcome; null if it has not.</param>
internal sealed record CommandView(
    Guid Id,
    CommandKind Command,
    string RunId,
    CommandState State,
    string? Problem,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? TakenAt,
    DateTimeOffset? EndedAt)
{
    private const string NotTaken = "It expired, because the robot did not report in time. Ask again once the robot is online.";
    private const string NoOutcome = "It expired: the robot was told, and told no outcome. See the run, and ask again if it is needed.";

    /// <summary>A command at a time. What has expired is failed, without a change of the store; an outcome that comes late still counts.</summary>
    public static CommandView Of(RobotCommand command, DateTimeOffset now)
    {
        var expired = command.EndedAt is null && command.ExpiresAt <= now;
        return new CommandView(
            command.Id,
            command.Kind,
            command.RunId,
            expired ? CommandState.Failed : command.State,
            !expired ? command.Problem : command.TakenAt is null ? NotTaken : NoOutcome,
            command.CreatedBy,
            command.CreatedAt,
            command.ExpiresAt,
            command.TakenAt,
            command.EndedAt);
    }
}

/// <summary>The body that asks a robot to do something.</summary>
/// <param name="Command">What: <c>cancel</c> or <c>redeliver</c>.</param>
/// <param name="RunId">The open run to cancel, or the run whose dead letter is delivered again.</param>
internal sealed record CommandPost(CommandKind Command, string RunId);
