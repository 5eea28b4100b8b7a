using System.Text.Json;
using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>The rules by which a task gets another state.</summary>
internal static class TaskDecisions
{
    private static readonly JsonElement EmptyAnswer = JsonElement.Parse("{}");

    /// <summary>Somebody chooses a state.</summary>
    /// <param name="task">The task.</param>
    /// <param name="actor">Who chooses; the credential or role that lets it decide at all was checked before.</param>
    /// <param name="state">The state; null for unset.</param>
    /// <param name="answer">The answer to the type's form; null is taken as an empty one.</param>
    public static TaskVerdict Decide(TaskProgress task, Actor actor, string? state, JsonElement? answer = null)
    {
        var type = task.Type;
        if (!type.Has(state))
        {
            return UnknownState(type, state);
        }

        if (task.IsCancelled)
        {
            return Refused(RefusalKind.Conflict, "The task was cancelled. Post a new one if it must still be decided.");
        }

        if (state == task.State)
        {
            return new TaskUnchanged();
        }

        if (MayNotDecide(task, actor) is { } refusal)
        {
            return refusal;
        }

        if (!type.Allows(task.State, state))
        {
            return Refused(RefusalKind.Conflict, $"{Name(task.State)} cannot be followed by {Name(state)}. Next can be {Names(type.NextStates(task.State).Select(Name))}.");
        }

        return AnswerRefusal(type, state, answer) ?? (type.Quorum > 1 && type.IsResolved(state) ? Vote(task, actor, state!) : Move(task, state));
    }

    internal static TaskRefused UnknownState(TaskType type, string? state) => Refused(
        RefusalKind.Invalid,
        $"\"{state}\" is not a state of \"{type.Name}\". Its states are {Names(type.PendingStates.Concat(type.ResolvedStates))}, and empty for unset.");

    /// <summary>The task with another state, whoever or whatever chose it.</summary>
    internal static TaskChanged Move(TaskProgress task, string? state)
    {
        var resolves = task.Type.IsResolved(state);
        var reopens = task.IsResolved && !resolves;
        var moved = task with
        {
            State = state,
            Claim = resolves ? null : task.Claim,
            Due = reopens ? null : task.Due,
            IsOverdue = task.IsOverdue && !reopens,
            Votes = resolves || reopens ? QuorumVotes.None : task.Votes.Where(vote => task.Type.Allows(state, vote)),
        };
        return new TaskChanged(moved, TaskAction.Decided, [TaskEvents.Changed, .. resolves ? [TaskEvents.Resolved] : reopens ? [TaskEvents.Reopened] : Array.Empty<string>()]);
    }

    private static TaskVerdict Vote(TaskProgress task, Actor actor, string state)
    {
        if (actor.Kind != ActorKind.Person)
        {
            return Refused(RefusalKind.Forbidden, $"\"{task.Type.Name}\" is decided by {task.Type.Quorum} people who agree, and a key is not a person. Let people decide it on its page.");
        }

        if (task.Votes.Of(actor.Id) == state)
        {
            return new TaskUnchanged();
        }

        var votes = task.Votes.With(actor.Id, state);
        return votes.For(state) >= task.Type.Quorum ? Move(task with { Votes = votes }, state) : new TaskChanged(task with { Votes = votes }, TaskAction.Voted, []);
    }

    private static TaskRefused? MayNotDecide(TaskProgress task, Actor actor) =>
        task.Type.Roles.Count > 0 && !task.Type.Roles.Contains("member") && !actor.IsAdmin
            ? Refused(RefusalKind.Forbidden, $"\"{task.Type.Name}\" is decided by admins of the workspace. Ask one of them.")
        : task.Claim is { } claim && !claim.Holder.IsSameAs(actor)
            ? TaskClaims.HeldBy(claim)
        : null;

    private static TaskRefused? AnswerRefusal(TaskType type, string? state, JsonElement? answer)
    {
        if (type.Form is null)
        {
            return answer is null ? null : Refused(RefusalKind.Invalid, $"\"{type.Name}\" has no form. Leave the answer out, or send it as a comment.");
        }

        if (!type.IsResolved(state) && answer is null)
        {
            return null;
        }

        var problems = type.Form.Validate(answer ?? EmptyAnswer);
        return problems.Count == 0 ? null : Refused(RefusalKind.Invalid, "The answer does not fit the task's form. Correct the fields that are listed.") with { AnswerProblems = problems };
    }

    private static string Name(string? state) => state is null ? "unset" : $"\"{state}\"";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } all ? all : "nothing";

    private static TaskRefused Refused(RefusalKind kind, string reason) => new(kind, reason);
}
