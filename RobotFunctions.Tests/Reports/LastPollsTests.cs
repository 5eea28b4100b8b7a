using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Reports;

public sealed class LastPollsTests
{
    private static readonly Robot Reporting = TestRobots.Robot(static options => options.RegistryId = Guid.CreateVersion7().ToString());

    private readonly FakeTimeProvider _time = new();
    private readonly Mock<IHubRecords> _records = new();

    [Fact]
    public async Task Only_robots_that_report_have_their_polls_recorded()
    {
        await Polls().PolledAsync(TestRobots.Robot(), default);

        _records.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_robot_that_polls_often_is_recorded_once_per_report()
    {
        var polls = Polls();
        for (var second = 0; second < 60; second++)
        {
            await polls.PolledAsync(Reporting, default);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _records.Verify(static records => records.WriteAsync(Reporting.Id, It.IsAny<string>(), It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task A_store_that_is_unavailable_does_not_fail_the_poll()
    {
        _records.Setup(static records => records.WriteAsync(It.IsAny<RobotId>(), It.IsAny<string>(), It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("The disk is gone."));

        await Polls().PolledAsync(Reporting, default);
    }

    private LastPolls Polls() => new(_records.Object, Options.Create(new HubClientOptions()), _time);
}
