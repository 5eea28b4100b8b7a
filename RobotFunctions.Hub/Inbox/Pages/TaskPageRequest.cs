using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>
/// A request of a person for a task: what its page needs. Handlers take it as <c>[AsParameters]</c>. Services are marked, because the generator of request
/// delegates takes one in such a type for a possible JSON body otherwise.
/// </summary>
internal sealed record TaskPageRequest(
    Guid Id,
    Caller Caller,
    [FromServices] HubStore Store,
    [FromServices] TaskReading Reading,
    [FromServices] TaskActions Actions,
    [FromServices] HubOptions Options,
    HttpContext Context)
{
    /// <summary>The task; null if the workspace has none of this id.</summary>
    public Task<TaskSnapshot?> FindAsync() => Reading.FindAsync(Store, Caller.WorkspaceId, Id, Context.RequestAborted);

    /// <summary>All that the page shows of a task.</summary>
    /// <param name="snapshot">The task.</param>
    /// <param name="typed">What was typed, if a form was refused; null otherwise.</param>
    /// <param name="problems">What is wrong with the answer.</param>
    public async Task<TaskDetails> DetailsAsync(TaskSnapshot snapshot, TaskForm? typed, IReadOnlyList<FormProblem> problems)
    {
        var (task, actor) = (snapshot.Task, TaskActors.Of(Caller));
        var progress = task.Progress(snapshot.Type, snapshot.Votes);
        var verdicts = snapshot.Type.NextStates(task.State).Select(state => (State: state, Verdict: TaskDecisions.Decide(progress, actor, state))).ToList();
        var refused = verdicts.Where(static found => found.Verdict is TaskRefused { Kind: not RefusalKind.Invalid }).Select(static found => ((TaskRefused)found.Verdict).Reason).FirstOrDefault();
        var choices = verdicts.Where(static found => found.Verdict is not TaskRefused { Kind: not RefusalKind.Invalid }).Select(found => Choice(snapshot, actor, found.State))
            .OrderByDescending(static choice => choice.IsResolved).ThenBy(static choice => choice.Value.Length == 0).ToList();
        return new TaskDetails
        {
            Row = BulkDecision.Row(snapshot),
            SchemaId = task.SchemaId,
            Version = snapshot.Schema.Version.Text,
            PostedBy = task.Poster.Shown,
            Correlation = task.Correlation,
            DueAt = task.DueAt,
            ClaimedAt = task.ClaimedAt,
            IsOwnClaim = progress.Claim?.Holder.IsSameAs(actor) == true,
            MayClaim = Caller.Scopes.Contains(Scopes.TasksDecide) && progress.Claim is null && TaskClaims.Claim(progress, actor, DateTimeOffset.UnixEpoch) is TaskChanged,
            MayRelease = Caller.Scopes.Contains(Scopes.TasksDecide) && TaskClaims.Release(progress, actor) is TaskChanged,
            Choices = choices,
            Blocked = choices.Count > 0 ? null : refused,
            Inputs = choices.Count > 0 ? AnswerInput.Of(snapshot.Type.Form, typed, problems) : [],
            Meta = MetaItem.Of(task.Meta, Options.PictureOrigins),
            Answer = MetaItem.Of(task.Answer, []),
            Delivery = await DeliveryAsync(task),
            History = HistoryRow.Of(await TaskReading.HistoryAsync(Store, task.Id, Context.RequestAborted), Caller.PersonId?.ToString()),
            Next = await NextAsync(task),
        };
    }

    private static StateChoice Choice(TaskSnapshot snapshot, Actor actor, string? state)
    {
        var isVote = snapshot.Type.Quorum > 1 && snapshot.Type.IsResolved(state);
        return new StateChoice(
            state ?? "", state is null ? "Unset the state" : isVote ? $"Vote for “{state}”" : state, snapshot.Type.IsResolved(state), state is not null && snapshot.Votes.Of(actor.Id) == state);
    }

    private async Task<DecisionDelivery?> DeliveryAsync(InboxTask task) => task.DeliveryId is { } id
        ? await Store.Deliveries.Where(delivery => delivery.Id == id)
            .Select(static delivery => new DecisionDelivery(delivery.Id, delivery.Status, delivery.Attempts, delivery.DeliveredAt)).SingleOrDefaultAsync(Context.RequestAborted)
        : null;

    private async Task<Guid?> NextAsync(InboxTask task) => await new TaskFilter(Caller.WorkspaceId) { OnlyOpen = true }
        .Query(Store, new Cursor(task.CreatedAt, task.Id), 1).Select(static next => (Guid?)next.Id).FirstOrDefaultAsync(Context.RequestAborted);
}
