using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.HubTests.Inbox.Schemas;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.States;

public sealed class MigrationPlanTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("p", null)]
    [InlineData("q", "has no state \"q\"")]
    [InlineData("r", "would decide the task")]
    public void An_open_task_moves_where_its_type_and_state_still_exist(string? state, string? reason)
    {
        var target = SchemaFiles.Read("name: a\nsemver: 2\ntasktypes: [{name: t, pending_states: [p], resolved_states: [yes, r]}]").Schema!;
        var task = Of() with { State = state, Type = Of().Type with { PendingStates = ["p", "q", "r"] } };

        var plan = MigrationPlan.To(target, [(Guid.Empty, task)]);

        Assert.Equal(reason is null, plan.Moves.Count == 1);
        Assert.True(reason is null ? plan.Stays.Count == 0 : plan.Stays[0].Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_task_stays_when_its_type_is_gone_or_people_vote_on_it()
    {
        var gone = SchemaFiles.Read("name: a\nsemver: 2\ntasktypes: [{name: u, resolved_states: [yes]}]").Schema!;
        var same = SchemaFiles.Read(SchemaFiles.WithType("quorum: 2")).Schema!;
        var voted = TaskDecisions.Decide(Of("quorum: 2"), Ada, "yes").Changed().Task;

        Assert.Contains("has no task type \"t\"", Assert.Single(MigrationPlan.To(gone, [(Guid.Empty, Of())]).Stays).Reason, StringComparison.Ordinal);
        Assert.Contains("voting", Assert.Single(MigrationPlan.To(same, [(Guid.Empty, voted)]).Stays).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_tasks_are_left_alone()
    {
        var plan = MigrationPlan.To(SchemaFiles.Read(SchemaFiles.WithType("")).Schema!, [(Guid.Empty, Of() with { State = "yes" }), (Guid.Empty, Of() with { IsCancelled = true })]);

        Assert.Empty(plan.Moves);
        Assert.Empty(plan.Stays);
    }
}
