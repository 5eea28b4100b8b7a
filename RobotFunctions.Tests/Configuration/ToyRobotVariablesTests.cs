using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Configuration;

public sealed class ToyRobotVariablesTests
{
    [Fact]
    public void The_toy_robots_names_work_too()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ROBOT_ID"] = TestRobots.RobotId.ToString(),
            ["ROBOT_SECRET"] = "s",
            ["ROBOT_VERSION"] = "3.2.1",
            ["DESTINY_REPOSITORY_URL"] = "https://repository.example",
            ["ENV"] = "local",
            ["POLL_INTERVAL_SECONDS"] = "90",
            ["BATCH_SIZE"] = "2",
        }).AddToyRobotVariables().Build();

        using var services = new ServiceCollection().AddLogging().AddRobot(configuration).BuildServiceProvider();

        var robot = services.GetRequiredService<ConfiguredRobots>().All[0].Options;
        Assert.Equal(("3.2.1", true, 2, TimeSpan.FromSeconds(90)), (robot.Version, robot.Polling.Enabled, robot.Polling.Limit, robot.Polling.Interval));
        Assert.True(services.GetRequiredService<IOptions<IntakeOptions>>().Value.AcceptsUnsigned);
    }

    [Fact]
    public void Our_own_names_win_over_the_toy_robots()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ROBOT_VERSION"] = "3.2.1",
            ["Robot:Version"] = "4.0.0",
            ["BATCH_SIZE"] = "2",
            ["Polling:Enabled"] = "false",
        }).AddToyRobotVariables().Build();

        Assert.Equal("4.0.0", configuration["Robot:Version"]);
        Assert.Equal("false", configuration["Polling:Enabled"]);
    }
}
