using RobotFunctions.Hub.Inbox.States;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.States;

public sealed class TaskClaimsTests
{
    [Fact]
    public void The_first_claim_wins_and_the_second_is_told_who_holds_it()
    {
        var claimed = TaskClaims.Claim(Of(), Ada, Noon).Changed();

        Assert.Equal(new TaskClaim(Ada, Noon), claimed.Task.Claim);
        Assert.Equal([TaskEvents.Claimed], claimed.Events);
        Assert.IsType<TaskUnchanged>(TaskClaims.Claim(claimed.Task, Ada, Noon.AddHours(1)));
        Assert.Contains("Ada", TaskClaims.Claim(claimed.Task, Bob, Noon).Refused(RefusalKind.Conflict).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_and_a_key_of_the_same_id_are_different() =>
        TaskClaims.Claim(Of() with { Claim = new TaskClaim(Ada, Noon) }, new Actor(ActorKind.Key, "ada", "key"), Noon).Refused(RefusalKind.Conflict);

    [Fact]
    public void The_holder_or_an_admin_releases_a_task()
    {
        var task = Of() with { Claim = new TaskClaim(Ada, Noon) };

        Assert.Null(TaskClaims.Release(task, Ada).Changed().Task.Claim);
        Assert.Null(TaskClaims.Release(task, Root).Changed().Task.Claim);
        TaskClaims.Release(task, Bob).Refused(RefusalKind.Conflict);
        Assert.IsType<TaskUnchanged>(TaskClaims.Release(Of(), Bob));
    }

    [Fact]
    public void A_closed_task_and_one_with_a_quorum_are_not_claimed()
    {
        TaskClaims.Claim(Of() with { State = "yes" }, Ada, Noon).Refused(RefusalKind.Conflict);
        TaskClaims.Claim(Of() with { IsCancelled = true }, Ada, Noon).Refused(RefusalKind.Conflict);
        TaskClaims.Claim(Of("quorum: 2"), Ada, Noon).Refused(RefusalKind.Conflict);
    }

    [Fact]
    public void The_poster_or_an_admin_cancels_an_open_task_and_then_nothing_decides_it()
    {
        var cancelled = TaskClaims.Cancel(Of() with { State = "p", Claim = new TaskClaim(Ada, Noon) }, Shop).Changed();

        Assert.Equal(("p", true, null), (cancelled.Task.State, cancelled.Task.IsCancelled, cancelled.Task.Claim));
        Assert.Equal([TaskEvents.Cancelled], cancelled.Events);
        TaskDecisions.Decide(cancelled.Task, Ada, "yes").Refused(RefusalKind.Conflict);
        Assert.IsType<TaskUnchanged>(TaskClaims.Cancel(cancelled.Task, Shop));
        TaskClaims.Cancel(Of(), Root).Changed();
        TaskClaims.Cancel(Of(), Ada).Refused(RefusalKind.Forbidden);
        TaskClaims.Cancel(Of() with { State = "yes" }, Shop).Refused(RefusalKind.Conflict);
    }
}
