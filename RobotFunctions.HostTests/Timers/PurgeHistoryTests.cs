using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Timers;

public sealed class PurgeHistoryTests : IDisposable
{
    private readonly Mock<DurableTaskClient> _engine = new("engine");
    private readonly CollectedLogs _logs = new();
    private readonly List<PurgeInstancesFilter> _filters = [];

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task It_goes_on_until_the_engine_says_that_all_is_purged_and_tells_the_sum()
    {
        await PurgeAsync(new PurgeResult(100, false), new PurgeResult(50, false), new PurgeResult(3, true));

        Assert.Equal(3, _filters.Count);
        Assert.Contains("153 ended instances", Assert.Single(_logs.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_purged_is_left_to_the_next_night_with_a_warning()
    {
        await PurgeAsync(new PurgeResult(7, false), new PurgeResult(0, false));

        Assert.Equal(2, _filters.Count);
        Assert.Contains(_logs.Lines, static line => line.Text.Contains("could not be purged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_engine_that_does_not_purge_in_pieces_is_asked_once()
    {
        await PurgeAsync(new PurgeResult(9));

        Assert.Single(_filters);
    }

    [Fact]
    public async Task Each_call_asks_for_no_more_than_can_be_done_before_the_call_is_given_up()
    {
        await PurgeAsync(new PurgeResult(0, true));

        Assert.True(Assert.Single(_filters).Timeout < HostEngine.CallTimeout);
    }

    private async Task PurgeAsync(params PurgeResult[] results)
    {
        var answers = new Queue<PurgeResult>(results);
        _engine
            .Setup(static engine => engine.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<PurgeInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .Callback((PurgeInstancesFilter filter, PurgeInstanceOptions? _, CancellationToken _) => _filters.Add(filter))
            .ReturnsAsync(answers.Dequeue);
        _engine
            .Setup(static engine => engine.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<CancellationToken>()))
            .Callback((PurgeInstancesFilter filter, CancellationToken _) => _filters.Add(filter))
            .ReturnsAsync(answers.Dequeue);
        var time = new FakeTimeProvider();
        var purge = new PurgeHistory(Options.Create(new StorageOptions()), new HostEngine(time), time, _logs.For<PurgeHistory>());

        await purge.PurgeAsync(null!, _engine.Object, default);
    }
}
