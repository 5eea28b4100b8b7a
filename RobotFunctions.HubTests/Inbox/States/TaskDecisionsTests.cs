using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Inbox.States;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.States;

public sealed class TaskDecisionsTests
{
    private static readonly string?[] States = [null, "p", "q", "yes", "no"];

    [Fact]
    public void Any_state_may_follow_any_other_by_default()
    {
        foreach (var (from, to) in States.SelectMany(from => States.Where(to => to != from).Select(to => (from, to))))
        {
            var changed = TaskDecisions.Decide(Of() with { State = from }, Ada, to).Changed();
            Assert.Equal((to, to is "yes" or "no"), (changed.Task.State, changed.Task.IsResolved));
        }
    }

    [Theory]
    [InlineData(null, "p", "task.changed")]
    [InlineData("p", "yes", "task.changed task.resolved")]
    [InlineData("yes", "no", "task.changed task.resolved")]
    [InlineData("yes", null, "task.changed task.reopened")]
    public void The_events_of_a_change_say_what_it_was(string? from, string? to, string events) =>
        Assert.Equal(events, string.Join(' ', TaskDecisions.Decide(Of() with { State = from }, Ada, to).Changed().Events));

    [Fact]
    public void The_same_state_changes_nothing()
    {
        foreach (var state in States)
        {
            Assert.IsType<TaskUnchanged>(TaskDecisions.Decide(Of("transitions: {p: []}") with { State = state }, Ada, state));
        }
    }

    [Fact]
    public void An_unknown_state_is_refused_and_the_known_ones_are_named() =>
        Assert.Contains("p, q, yes, no", TaskDecisions.Decide(Of(), Ada, "maybe").Refused(RefusalKind.Invalid).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_transition_that_the_type_does_not_list_is_refused_and_the_listed_ones_are_named()
    {
        var task = Of("transitions: {p: [q, \"\"], q: []}") with { State = "p" };

        Assert.EndsWith("Next can be unset, \"q\".", TaskDecisions.Decide(task, Ada, "yes").Refused(RefusalKind.Conflict).Reason, StringComparison.Ordinal);
        Assert.Null(TaskDecisions.Decide(task, Ada, null).Changed().Task.State);
        Assert.EndsWith("Next can be nothing.", TaskDecisions.Decide(task with { State = "q" }, Ada, "p").Refused(RefusalKind.Conflict).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_admins_decide_a_type_that_lists_only_them()
    {
        TaskDecisions.Decide(Of("roles: [admin]"), Ada, "yes").Refused(RefusalKind.Forbidden);
        TaskDecisions.Decide(Of("roles: [admin]"), Shop, "yes").Refused(RefusalKind.Forbidden);
        TaskDecisions.Decide(Of("roles: [admin]"), Root, "yes").Changed();
        TaskDecisions.Decide(Of("roles: [member]"), Ada, "yes").Changed();
        TaskDecisions.Decide(Of("roles: [member]"), Root, "yes").Changed();
    }

    [Fact]
    public void A_task_that_somebody_else_claimed_is_not_decided_and_the_holder_is_named()
    {
        var task = Of() with { Claim = new TaskClaim(Ada, Noon) };

        Assert.StartsWith("Ada has claimed the task since 2026-01-02 12:00 UTC.", TaskDecisions.Decide(task, Bob, "yes").Refused(RefusalKind.Conflict).Reason, StringComparison.Ordinal);
        Assert.Null(TaskDecisions.Decide(task, Ada, "yes").Changed().Task.Claim);
        Assert.NotNull(TaskDecisions.Decide(task, Ada, "p").Changed().Task.Claim);
    }

    [Fact]
    public void Reopening_clears_the_due_time()
    {
        var reopened = TaskDecisions.Decide(Of() with { State = "yes", Due = Noon, IsOverdue = true }, Ada, "p").Changed().Task;

        Assert.Equal((null, false), (reopened.Due, reopened.IsOverdue));
    }

    [Fact]
    public void A_resolved_state_needs_an_answer_that_fits_the_form_and_a_pending_one_does_not()
    {
        var task = Of("form: {type: object, required: [why], properties: {why: {type: string}}}");

        Assert.Equal("/why", Assert.Single(TaskDecisions.Decide(task, Ada, "yes").Refused(RefusalKind.Invalid).AnswerProblems).Pointer);
        TaskDecisions.Decide(task, Ada, "yes", JsonElement.Parse("""{"why":"because"}""")).Changed();
        TaskDecisions.Decide(task, Ada, "p").Changed();
        TaskDecisions.Decide(task, Ada, "p", JsonElement.Parse("""{"why":1}""")).Refused(RefusalKind.Invalid);
    }

    [Fact]
    public void An_answer_without_a_form_is_refused() => TaskDecisions.Decide(Of(), Ada, "yes", JsonElement.Parse("{}")).Refused(RefusalKind.Invalid);

    [Fact]
    public void A_quorum_resolves_when_enough_people_agree()
    {
        var first = TaskDecisions.Decide(Of("quorum: 2"), Ada, "yes").Changed();
        Assert.Equal((TaskAction.Voted, null, 1), (first.Action, first.Task.State, first.Task.Votes.Count));
        Assert.Empty(first.Events);

        var split = TaskDecisions.Decide(first.Task, Bob, "no").Changed();
        Assert.Equal(TaskAction.Voted, split.Action);

        var agreed = TaskDecisions.Decide(split.Task, Cy, "no").Changed();
        Assert.Equal((TaskAction.Decided, "no", 0), (agreed.Action, agreed.Task.State, agreed.Task.Votes.Count));
        Assert.Equal([TaskEvents.Changed, TaskEvents.Resolved], agreed.Events);
    }

    [Fact]
    public void Ones_own_vote_may_change_and_counts_once()
    {
        var task = TaskDecisions.Decide(Of("quorum: 2"), Ada, "yes").Changed().Task;

        Assert.IsType<TaskUnchanged>(TaskDecisions.Decide(task, Ada, "yes"));
        task = TaskDecisions.Decide(task, Ada, "no").Changed().Task;
        Assert.Equal((1, "no"), (task.Votes.Count, task.Votes.Of("ada")));
        Assert.Equal("no", TaskDecisions.Decide(task, Bob, "no").Changed().Task.State);
    }

    [Fact]
    public void Votes_are_seen_only_by_those_who_voted()
    {
        var votes = TaskDecisions.Decide(Of("quorum: 3"), Ada, "yes").Changed().Task.Votes;

        Assert.Equal("yes", votes.SeenBy("ada")["ada"]);
        Assert.Empty(votes.SeenBy("bob"));
        Assert.Empty(votes.SeenBy(null));
    }

    [Fact]
    public void A_key_does_not_vote() => TaskDecisions.Decide(Of("quorum: 2"), Shop, "yes").Refused(RefusalKind.Forbidden);

    [Fact]
    public void Votes_that_can_no_longer_be_chosen_are_dropped_by_a_move()
    {
        var voted = TaskDecisions.Decide(Of("quorum: 2\ntransitions: {q: [no]}"), Ada, "yes").Changed().Task;

        Assert.Equal(1, TaskDecisions.Decide(voted, Bob, "p").Changed().Task.Votes.Count);
        Assert.Equal(0, TaskDecisions.Decide(voted, Bob, "q").Changed().Task.Votes.Count);
    }

    [Fact]
    public void Whatever_is_done_resolved_follows_the_state_and_no_quorum_is_reached_by_fewer_people()
    {
        var steps = Gen.ListOf(from actor in Gen.Elements(Ada, Bob, Cy, Root, Shop) from state in Gen.Elements(States) from kind in Gen.Choose(0, 6) select (actor, state, kind));
        Prop.ForAll(steps.ToArbitrary(), Gen.Elements("", "quorum: 2", "transitions: {yes: [p], q: [no]}", "quorum: 3\ntransitions: {p: [yes]}", "due: PT1H\non_due: no").ToArbitrary(), (todo, keys) =>
        {
            var task = Of(keys) with { Due = Noon };
            var votes = new Dictionary<string, string>();
            foreach (var (actor, state, kind) in todo)
            {
                var verdict = kind switch
                {
                    0 => TaskClaims.Claim(task, actor, Noon),
                    1 => TaskClaims.Release(task, actor),
                    2 when state is null => TaskClaims.Cancel(task, actor),
                    3 when state is null => DueTime.Pass(task, Noon),
                    _ => TaskDecisions.Decide(task, actor, state),
                };
                if (verdict is TaskRefused { Reason.Length: 0 })
                {
                    return false;
                }

                if (verdict is TaskChanged { Task: var changed, Action: var action })
                {
                    votes = action is TaskAction.Voted or TaskAction.Decided && state is "yes" or "no" ? new(votes) { [actor.Id] = state } : votes;
                    if (action == TaskAction.Decided && changed.IsResolved && votes.Values.Count(vote => vote == changed.State) < task.Type.Quorum)
                    {
                        return false;
                    }

                    votes = changed.Votes.Count == 0 ? [] : votes;
                    if (changed.IsResolved != (changed.State is "yes" or "no") || (changed.IsResolved && changed.Claim is not null) || task.IsCancelled)
                    {
                        return false;
                    }

                    task = changed;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}
