using Azure.Storage.Blobs;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Engine;

[Collection(AzuriteTestGroup.Name)]
public sealed class StartGateTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private BlobContainerClient _container = null!;
    private StartGate _gate = null!;

    public async Task InitializeAsync()
    {
        _container = new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient($"gate-{Guid.NewGuid():N}");
        await _container.CreateAsync();
        _gate = new StartGate(_container, _time);
    }

    public Task DisposeAsync() => _container.DeleteAsync();

    [Fact]
    public async Task A_turn_that_was_given_back_leaves_nothing_and_lets_the_next_in()
    {
        await using (await _gate.AcquireAsync(TestRobots.BatchId, default))
        {
        }

        Assert.Empty(_container.GetBlobs());
        await using var next = await _gate.AcquireAsync(TestRobots.BatchId, default);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Who_comes_while_another_has_the_turn_waits_for_it()
    {
        var first = await _gate.AcquireAsync(TestRobots.BatchId, default);
        var second = _gate.AcquireAsync(TestRobots.BatchId, default);
        await _time.TimersArmedAsync();

        await first!.DisposeAsync();
        _time.AdvanceToNextTimer();

        await using var turn = await second;
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task Who_waits_too_long_gets_none()
    {
        await using var first = await _gate.AcquireAsync(TestRobots.BatchId, default);
        var second = _gate.AcquireAsync(TestRobots.BatchId, default);
        for (var knock = 1; knock < 15; knock++)
        {
            await _time.TimersArmedAsync();
            _time.AdvanceToNextTimer();
        }

        Assert.Null(await second);
    }

    [Fact]
    public async Task Turns_of_different_batches_have_nothing_to_do_with_each_other()
    {
        await using var one = await _gate.AcquireAsync(TestRobots.BatchId, default);
        await using var other = await _gate.AcquireAsync(new BatchId(Guid.CreateVersion7()), default);

        Assert.NotNull(one);
        Assert.NotNull(other);
    }
}
