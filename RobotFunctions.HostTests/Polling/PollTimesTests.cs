using RobotFunctions.AzureFunctions.Polling;
using RobotFunctions.Core.Polling;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Polling;

public sealed class PollTimesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PollTimes _times;

    public PollTimesTests() => _times = new PollTimes(_time);

    [Fact]
    public void A_robot_that_never_polled_is_due() => Assert.True(_times.IsDue(TestRobots.RobotId));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_clock_that_jumps_changes_no_wait(int hours)
    {
        var clock = new JumpingClock(_time);
        var times = new PollTimes(clock);
        var robot = TestRobots.Robot(options => options.Polling.Interval = TimeSpan.FromSeconds(60));
        times.Polled(robot, new PollVerdict(PollEnd.NoWork));
        clock.Jump(TimeSpan.FromHours(hours));

        Assert.False(times.IsDue(robot.Id));
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.True(times.IsDue(robot.Id));
    }

    [Theory]
    [InlineData(60, null, 54, false)]
    [InlineData(60, null, 55, true)]
    [InlineData(60, 300, 60, false)]
    [InlineData(60, 300, 295, true)]
    [InlineData(60, 10, 10, false)]
    public void A_robot_waits_its_interval_or_longer_if_the_repository_asks_for_it(int interval, int? asked, int later, bool due)
    {
        var robot = TestRobots.Robot(options => options.Polling.Interval = TimeSpan.FromSeconds(interval));

        _times.Polled(robot, new PollVerdict(PollEnd.NoWork, RetryAfter: asked is { } wait ? TimeSpan.FromSeconds(wait) : null));
        _time.Advance(TimeSpan.FromSeconds(later));

        Assert.Equal(due, _times.IsDue(robot.Id));
    }

    [Fact]
    public void A_robot_whose_slots_were_all_taken_is_due_as_soon_as_one_is_free()
    {
        _times.Polled(TestRobots.Robot(), new PollVerdict(PollEnd.NoWork));

        _times.Polled(TestRobots.Robot(), new PollVerdict(PollEnd.Full));

        Assert.True(_times.IsDue(TestRobots.RobotId));
    }
}
