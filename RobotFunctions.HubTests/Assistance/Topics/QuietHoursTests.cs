using System.Globalization;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z")]
    [InlineData("2026-01-15T22:00:00Z", "2026-01-16T07:00:00Z")]
    [InlineData("2026-01-15T23:59:59Z", "2026-01-16T07:00:00Z")]
    [InlineData("2026-01-16T00:00:00Z", "2026-01-16T07:00:00Z")]
    [InlineData("2026-01-16T06:59:59Z", "2026-01-16T07:00:00Z")]
    [InlineData("2026-01-16T07:00:00Z", "2026-01-16T07:00:00Z")]
    public void Hours_over_midnight_end_in_the_morning(string at, string next) => Assert.Equal(Time(next), Hours("22:00", "07:00").Next(Time(at)));

    [Theory]
    [InlineData("2026-01-15T12:30:00Z", "2026-01-15T14:00:00Z")]
    [InlineData("2026-01-15T14:00:00Z", "2026-01-15T14:00:00Z")]
    public void Hours_of_one_day_end_on_that_day(string at, string next) => Assert.Equal(Time(next), Hours("12:00", "14:00").Next(Time(at)));

    [Theory]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("2026-10-24T23:00:00Z", "2026-10-25T07:00:00Z")]
    public void They_follow_the_clocks_of_their_zone(string at, string next) => Assert.Equal(Time(next), Hours("22:00", "07:00").Next(Time(at)));

    [Fact]
    public void An_end_that_the_clocks_skip_is_the_first_time_after_it() => Assert.Equal(Time("2026-03-29T01:00:00Z"), Hours("22:00", "01:30").Next(Time("2026-03-29T00:30:00Z")));

    [Fact]
    public void They_move_a_whole_request_so_that_its_steps_keep_their_distance_unless_it_is_urgent()
    {
        var later = new TopicStep(StepTiming.Parse("after 15 min unless acknowledged")!, []);
        var rules = new TopicRules { Steps = [new TopicStep(StepTiming.AtOnce, []), later], Quiet = Hours("22:00", "07:00") };
        var night = Time("2026-01-15T23:00:00Z");

        Assert.Equal((Time("2026-01-16T07:00:00Z"), Time("2026-01-16T07:15:00Z")), (rules.DueAt(rules.Steps[0], night, Severity.Normal), rules.DueAt(later, night, Severity.Low)));
        Assert.Equal((night, night.AddMinutes(15)), (rules.DueAt(rules.Steps[0], night, Severity.High), rules.DueAt(later, night, Severity.High)));
        Assert.Equal(Time("2026-01-16T07:00:00Z"), rules.DueAt(later, Time("2026-01-15T21:50:00Z"), Severity.Normal));
    }

    private static QuietHours Hours(string from, string to) =>
        new(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
