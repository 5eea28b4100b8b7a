using System.Collections.Immutable;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>The votes of people on a task that needs several to agree: one each, which may change.</summary>
/// <param name="ByPerson">The state that each person chose, by the person's id.</param>
internal sealed record QuorumVotes(ImmutableSortedDictionary<string, string> ByPerson)
{
    public static QuorumVotes None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public int Count => ByPerson.Count;

    public string? Of(string person) => ByPerson.GetValueOrDefault(person);

    public int For(string state) => ByPerson.Values.Count(vote => vote == state);

    public QuorumVotes With(string person, string state) => new(ByPerson.SetItem(person, state));

    /// <summary>The votes for states that can still be chosen.</summary>
    public QuorumVotes Where(Func<string, bool> canBeChosen) => new(ByPerson.RemoveRange(ByPerson.Where(vote => !canBeChosen(vote.Value)).Select(static vote => vote.Key)));

    /// <summary>
    /// The votes as a person may see them: all of them after voting, before that none, so that nobody follows the others. The count is for everybody.
    /// </summary>
    public IReadOnlyDictionary<string, string> SeenBy(string? person) =>
        person is not null && ByPerson.ContainsKey(person) ? ByPerson : ImmutableSortedDictionary<string, string>.Empty;
}
