using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>One kind of task: its states, and who may decide it, how and until when. The state null is called unset.</summary>
internal sealed record TaskType
{
    /// <summary>The transitions' name of the state unset, as in the API.</summary>
    public const string Unset = "";

    public required string Name { get; init; }

    public required IReadOnlyList<string> PendingStates { get; init; }

    public required IReadOnlyList<string> ResolvedStates { get; init; }

    /// <summary>The states that may follow each state. A state that is not listed may be followed by any. <see cref="Unset"/> stands for unset on both sides.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Transitions { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The form of the answer that a resolved state needs.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>How long after its creation a task is due, unless its poster says otherwise.</summary>
    public TimeSpan? Due { get; init; }

    public OnDue? OnDue { get; init; }

    /// <summary>How many different people must choose the same resolved state.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>The lowest role that may decide is a member's, unless only <c>admin</c> is listed.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Where changes are sent, instead of the schema's address.</summary>
    public Uri? WebhookUrl { get; init; }

    public bool IsResolved(string? state) => state is not null && ResolvedStates.Contains(state);

    public bool Has(string? state) => state is null || PendingStates.Contains(state) || ResolvedStates.Contains(state);

    public bool Allows(string? from, string? to) => !Transitions.TryGetValue(from ?? Unset, out var next) || next.Contains(to ?? Unset);

    /// <summary>The states that a person can choose next, unset (null) included; not the state itself.</summary>
    public IEnumerable<string?> NextStates(string? from) =>
        Enumerable.Concat([null], PendingStates.Concat(ResolvedStates)).Where(to => to != from && Allows(from, to));
}
