using RobotFunctions.Hub.Inbox.States;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.States;

public sealed class DueTimeTests
{
    [Fact]
    public void The_posters_due_time_comes_before_the_types()
    {
        var type = Of("due: PT2H").Type;

        Assert.Equal(Noon.AddHours(2), DueTime.Of(type, Noon, null));
        Assert.Equal(Noon.AddDays(9), DueTime.Of(type, Noon, Noon.AddDays(9)));
        Assert.Null(DueTime.Of(Of().Type, Noon, null));
    }

    [Fact]
    public void The_state_of_on_due_is_set_once_whatever_the_transitions_and_claims_say()
    {
        var task = Of("on_due: no\ntransitions: {\"\": [p]}") with { Due = Noon, Claim = new TaskClaim(Ada, Noon) };

        Assert.IsType<TaskUnchanged>(DueTime.Pass(task, Noon.AddTicks(-1)));
        var overdue = DueTime.Pass(task, Noon).Changed();
        Assert.Equal((TaskAction.Overdue, "no"), (overdue.Action, overdue.Task.State));
        Assert.Equal([TaskEvents.Overdue, TaskEvents.Changed, TaskEvents.Resolved], overdue.Events);
        Assert.IsType<TaskUnchanged>(DueTime.Pass(overdue.Task, Noon.AddDays(1)));
    }

    [Fact]
    public void Without_a_state_the_task_is_overdue_once_and_stays_open()
    {
        var overdue = DueTime.Pass(Of("on_due: {escalate: on-call}") with { Due = Noon }, Noon).Changed();

        Assert.Equal((null, true, true), (overdue.Task.State, overdue.Task.IsOverdue, overdue.Task.IsOpen));
        Assert.Equal([TaskEvents.Overdue], overdue.Events);
        Assert.IsType<TaskUnchanged>(DueTime.Pass(overdue.Task, Noon));
    }

    [Fact]
    public void Votes_that_never_agreed_end_at_the_due_time()
    {
        var task = TaskDecisions.Decide(Of("quorum: 2\non_due: q") with { Due = Noon }, Ada, "yes").Changed().Task;

        var overdue = DueTime.Pass(task, Noon).Changed().Task;

        Assert.Equal(("q", 0), (overdue.State, overdue.Votes.Count));
    }

    [Fact]
    public void A_decision_before_the_due_time_stands()
    {
        Assert.IsType<TaskUnchanged>(DueTime.Pass(Of("on_due: no") with { Due = Noon, State = "yes" }, Noon));
        Assert.IsType<TaskUnchanged>(DueTime.Pass(Of("on_due: no") with { Due = Noon, IsCancelled = true }, Noon));
    }
}
