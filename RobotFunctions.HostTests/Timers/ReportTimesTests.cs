using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Timers;

public sealed class ReportTimesTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(5, 30)]
    [InlineData(30, 30)]
    [InlineData(31, 60)]
    [InlineData(3600, 3600)]
    public void The_interval_is_the_setting_in_whole_ticks(int setting, int interval) =>
        Assert.Equal(TimeSpan.FromSeconds(interval), Times(setting).Interval);

    [Theory]
    [InlineData(60, null, 54, false)]
    [InlineData(60, null, 55, true)]
    [InlineData(60, 300, 60, false)]
    [InlineData(60, 300, 295, true)]
    [InlineData(60, 10, 30, false)]
    public void A_robot_waits_its_interval_or_longer_if_the_Hub_asks_for_it(int setting, int? asked, int later, bool due)
    {
        var times = Times(setting);
        Assert.True(times.IsDue(TestRobots.RobotId));

        times.Reported(TestRobots.RobotId, asked is { } wait ? TimeSpan.FromSeconds(wait) : null);
        _time.Advance(TimeSpan.FromSeconds(later));

        Assert.Equal(due, times.IsDue(TestRobots.RobotId));
    }

    private ReportTimes Times(int seconds) => new(Options.Create(new HubClientOptions { ReportInterval = TimeSpan.FromSeconds(seconds) }), _time);
}
