using RobotFunctions.Hub.Inbox.States;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.States;

public sealed class TaskCreationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("p")]
    public void A_new_task_has_the_posted_state_and_is_due_by_its_type(string? state)
    {
        var created = TaskCreation.Create(Of("due: PT1H").Type, Shop, state, Noon).Changed();

        Assert.Equal((state, Shop, Noon.AddHours(1)), (created.Task.State, created.Task.Poster, created.Task.Due));
        Assert.Equal([TaskEvents.Created], created.Events);
    }

    [Fact]
    public void A_resolved_state_can_be_posted_and_is_never_due() => Assert.Null(TaskCreation.Create(Of("due: PT1H").Type, Shop, "yes", Noon).Changed().Task.Due);

    [Theory]
    [InlineData("", "maybe")]
    [InlineData("quorum: 2", "yes")]
    [InlineData("form: {type: object}", "yes")]
    public void A_state_that_does_not_exist_or_that_people_must_choose_is_refused(string keys, string state) =>
        TaskCreation.Create(Of(keys).Type, Shop, state, Noon).Refused(RefusalKind.Invalid);
}
