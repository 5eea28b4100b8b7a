namespace RobotFunctions.Core.Reports;

/// <summary>
/// The commands of the Hub that a robot knows, so that it does each once, however often it comes. It decides only; whoever changes it stores it.
/// </summary>
/// <param name="Commands">The newest <see cref="MaxKnown"/>, the oldest first.</param>
internal sealed record CommandRecord(IReadOnlyList<KnownCommand> Commands)
{
    /// <summary>How many commands are remembered.</summary>
    public const int MaxKnown = 100;

    private const string Interrupted = "The robot was stopped while it did this, and does not know whether it was done. See the run, and ask again if it is needed.";

    /// <summary>No commands.</summary>
    public static CommandRecord Empty { get; } = new([]);

    /// <summary>The outcomes that the Hub does not know.</summary>
    public IReadOnlyList<KnownCommand> Untold => [.. Commands.Where(static command => command is { State: not null, IsTold: false })];

    /// <summary>Whether a command has come before.</summary>
    public bool Knows(Guid id) => Commands.Any(command => command.Id == id);

    /// <summary>With a command that is about to be done.</summary>
    public CommandRecord Begin(Guid id) => new([.. Commands.Append(new KnownCommand(id)).TakeLast(MaxKnown)]);

    /// <summary>With the outcome of a command.</summary>
    public CommandRecord End(Guid id, string? problem) => Change(
        id, command => command with { State = problem is null ? CommandStates.Done : CommandStates.Failed, Problem = problem });

    /// <summary>With a known command that came again: its outcome is told again, and one that was interrupted has failed.</summary>
    public CommandRecord Again(Guid id) => Change(
        id, static command => command.State is null ? command with { State = CommandStates.Failed, Problem = Interrupted } : command with { IsTold = false });

    /// <summary>With outcomes that the Hub knows now.</summary>
    public CommandRecord Tell(IReadOnlyList<KnownCommand> told) => told.Aggregate(
        this, static (record, known) => record.Change(known.Id, static command => command with { IsTold = true }));

    private CommandRecord Change(Guid id, Func<KnownCommand, KnownCommand> change) => new([.. Commands.Select(command => command.Id == id ? change(command) : command)]);
}

/// <summary>A command that a robot knows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One of <see cref="CommandStates"/>; null while it is being done.</param>
/// <param name="Problem">Why it failed; null if it did not.</param>
/// <param name="IsTold">Whether the Hub knows the outcome.</param>
internal sealed record KnownCommand(Guid Id, string? State = null, string? Problem = null, bool IsTold = false);

/// <summary>The outcomes of commands on the wire.</summary>
internal static class CommandStates
{
    public const string Done = "done";
    public const string Failed = "failed";
}
