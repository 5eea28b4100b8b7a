using System.Text.Json;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;
using static RobotFunctions.HubTests.Inbox.States.Tasks;

namespace RobotFunctions.HubTests.Inbox.History;

public sealed class BlindHistoryTests
{
    private static readonly HistoryEntry[] Open = [Entry(1, TaskAction.Created, Shop), Vote(2, Ada), Entry(3, TaskAction.Decided, Bob) with { To = "p" }, Vote(4, Bob)];

    [Theory]
    [InlineData("cy")]
    [InlineData(null)]
    public void Who_has_not_voted_sees_that_people_voted_and_nothing_of_the_votes(string? person)
    {
        var seen = BlindHistory.SeenBy(Open, person);

        Assert.Equal(4, seen.Count);
        Assert.All(seen.Where(static entry => entry.Action == TaskAction.Voted), static vote =>
            Assert.Equal(("", null, null, null), (vote.Actor.Id, vote.To, vote.Comment, vote.Answer)));
        Assert.Equal(Open[2], seen[2]);
    }

    [Fact]
    public void Who_has_voted_sees_the_votes() => Assert.Equal(Open, BlindHistory.SeenBy(Open, "ada"));

    [Theory]
    [InlineData(TaskAction.Decided)]
    [InlineData(TaskAction.Overdue)]
    [InlineData(TaskAction.Cancelled)]
    public void Everybody_sees_the_votes_when_the_vote_is_over(object ending)
    {
        HistoryEntry[] ended = [.. Open, Entry(5, (TaskAction)ending, Bob) with { IsResolved = true }];

        Assert.Equal(ended, BlindHistory.SeenBy(ended, "cy"));
    }

    [Fact]
    public void A_vote_after_a_reopening_is_blind_again()
    {
        HistoryEntry[] reopened = [.. Open, Entry(5, TaskAction.Decided, Bob) with { IsResolved = true }, Entry(6, TaskAction.Decided, Ada), Vote(7, Bob)];

        var seen = BlindHistory.SeenBy(reopened, "ada");

        Assert.Equal("yes", seen[1].To);
        Assert.Null(seen[6].To);
    }

    private static HistoryEntry Vote(int sequence, Actor actor) =>
        Entry(sequence, TaskAction.Voted, actor) with { To = "yes", Comment = "I think so", Answer = JsonElement.Parse("{}") };

    private static HistoryEntry Entry(int sequence, TaskAction action, Actor actor) =>
        new() { TaskId = Histories.Id(1), Sequence = sequence, At = Noon, Actor = actor, Action = action, Salt = [1] };
}
