namespace RobotFunctions.Core.DeadLetters;

/// <summary>The open dead letters.</summary>
/// <param name="Letters">Those that can be read, oldest first.</param>
/// <param name="Unreadable">Those that cannot be read. Each needs a person.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Letters, IReadOnlyList<UnreadableDeadLetter> Unreadable)
{
    /// <summary>How many there are.</summary>
    public int Count => Letters.Count + Unreadable.Count;
}

/// <summary>A dead letter that is damaged, or was written by a newer version.</summary>
/// <param name="Name">The name of its file or blob.</param>
/// <param name="Problem">What is wrong, and what to do: a sentence for a person.</param>
public sealed record UnreadableDeadLetter(string Name, string Problem);
