using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Pauses;

public sealed class PollingPausesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryPollingPauses _store = new();

    [Fact]
    public async Task A_pause_lasts_over_a_restart_with_the_same_settings_for_at_most_six_hours()
    {
        await Pauses("Http:Url", "https://a").PauseAsync(TestRobots.RobotId, "Wrong.", default);
        _time.Advance(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(1));
        Assert.Equal("Wrong.", (await Pauses("Http:Url", "https://a").FindAsync(TestRobots.RobotId, default))!.Reason);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Pauses("Http:Url", "https://a").FindAsync(TestRobots.RobotId, default));
    }

    [Fact]
    public async Task A_setting_that_changed_ends_a_pause()
    {
        await Pauses("Http:Url", "https://a").PauseAsync(TestRobots.RobotId, "Wrong.", default);

        Assert.Null(await Pauses("Http:Url", "https://b").FindAsync(TestRobots.RobotId, default));
    }

    [Fact]
    public async Task What_a_platform_gives_each_process_is_no_setting()
    {
        await Pauses("WEBSITE_INSTANCE_ID", "1").PauseAsync(TestRobots.RobotId, "Wrong.", default);

        Assert.NotNull(await Pauses("WEBSITE_INSTANCE_ID", "2").FindAsync(TestRobots.RobotId, default));
    }

    private PollingPauses Pauses(string key, string value) => new(
        _store,
        new SettingsFingerprint(new ConfigurationBuilder().AddInMemoryCollection([new(key, value), new("Robot:Secret", "s")]).Build()),
        _time,
        NullLogger<PollingPauses>.Instance);
}
