using System.Text;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Store;

/// <summary>What every place for records of the Hub keeps to.</summary>
public abstract class HubRecordsContract
{
    protected abstract IHubRecords Records { get; }

    [Fact]
    public async Task A_record_is_found_by_its_robot_and_name_and_the_newest_counts()
    {
        await WriteAsync(TestRobots.RobotId, "one", "1");
        await WriteAsync(TestRobots.RobotId, "two", "2");
        await WriteAsync(TestRobots.RobotId, "one", "3");

        Assert.Equal("3", await ReadAsync(TestRobots.RobotId, "one"));
        Assert.Equal("2", await ReadAsync(TestRobots.RobotId, "two"));
        Assert.Null(await ReadAsync(TestRobots.RobotId, "three"));
        Assert.Null(await ReadAsync(new RobotId(Guid.CreateVersion7()), "one"));
    }

    private Task WriteAsync(RobotId robot, string name, string json) => Records.WriteAsync(robot, name, Encoding.UTF8.GetBytes(json), default);

    private async Task<string?> ReadAsync(RobotId robot, string name) =>
        await Records.ReadAsync(robot, name, default) is { } json ? Encoding.UTF8.GetString(json.Span) : null;
}
