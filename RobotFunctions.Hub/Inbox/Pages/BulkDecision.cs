using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A task among those that somebody decides at once.</summary>
/// <param name="Task">The task.</param>
/// <param name="Refusal">Why it cannot be decided so: a sentence; null if it can.</param>
public sealed record BulkDecision(TaskRow Task, string? Refusal)
{
    internal static BulkDecision Of(TaskSnapshot snapshot, Actor actor, string state) => new(
        Row(snapshot),
        TaskDecisions.Decide(snapshot.Task.Progress(snapshot.Type, snapshot.Votes), actor, state) switch
        {
            TaskUnchanged => $"It is \"{state}\" already.",
            TaskRefused { AnswerProblems.Count: > 0 } => "It needs an answer to its form. Open it to decide it.",
            TaskRefused refused => refused.Reason,
            _ => null,
        });

    internal static TaskRow Row(TaskSnapshot snapshot) => TaskRow.Of(snapshot, DateTimeOffset.MaxValue, new Dictionary<Guid, Delivery.DeliveryStatus>());
}
