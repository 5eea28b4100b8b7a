using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class TopicReaderTests
{
    [Fact]
    public void Every_problem_is_told_at_once_with_its_step()
    {
        var (_, problems) = Read(new TopicBody(
            " sales",
            [new("after 1 min unless delivered", ["a", "A"]), new("at once", []), new("soon", ["nobody"])],
            Wait: "2 h",
            QuietHours: new("25:00", "07:00", "Mars/Olympus"),
            Group: "never",
            Events: ["Task Overdue"]));

        Assert.Equal(
            ["events 1", "group 1", "name 1", "quiet_hours 2", "steps 6", "wait 1"],
            problems.GroupBy(static problem => problem.Field).Select(static field => $"{field.Key} {field.Count()}").Order(StringComparer.Ordinal));
        Assert.All(problems, static problem => Assert.EndsWith(".", problem.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_topic_is_what_its_body_says()
    {
        var (rules, problems) = Read(new TopicBody(
            "sales", [new("at once", ["a", "B"]), new("after 2 min unless delivered", ["b"])], QuietHours: new("22:00", "07:00", "Europe/London"), Group: "10 min", Events: ["task.overdue", "robot.*"]));

        Assert.Empty(problems);
        Assert.Equal([2, 1], rules.Steps.Select(static step => step.Channels.Count));
        Assert.Equal((TimeSpan.FromMinutes(10), null), (rules.Group, rules.Wait));
        Assert.True(rules.AreToldOf("robot.offline") && rules.AreToldOf("task.overdue") && !rules.AreToldOf("task.created"));
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("after 2 min unless acknowledged")]
    [InlineData("after 119 s unless delivered")]
    public void A_step_comes_later_than_the_one_before(string third)
    {
        var (_, problems) = Read(new TopicBody("a", [new("at once", ["a"]), new("after 2 min unless delivered", ["a"]), new(third, ["b"])]));

        Assert.Equal("Step 3 must come later than the step before it.", Assert.Single(problems).Detail);
    }

    [Fact]
    public void A_topic_without_events_is_told_of_none() => Assert.False(Read(new TopicBody("a", [new("at once", ["a"])])).Rules.AreToldOf("task.created"));

    [Fact]
    public void Callers_do_not_wait_in_quiet_hours() =>
        Assert.Equal("quiet_hours", Assert.Single(Read(new TopicBody("a", [new("at once", ["a"])], Wait: "20 s", QuietHours: new("22:00", "07:00", "UTC"))).Problems).Field);

    private static (TopicRules Rules, IReadOnlyList<Hub.Http.FieldProblem> Problems) Read(TopicBody body)
    {
        var reader = new TopicReader(new Dictionary<string, Guid> { [NameKey.Of("a")] = Guid.NewGuid(), [NameKey.Of("b")] = Guid.NewGuid() });
        return (reader.Read(body), reader.Problems);
    }
}
