using System.Globalization;
using RobotFunctions.AzureFunctions.Queues;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.HostTests.Fakes;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Queues;

[Collection(AzuriteTestGroup.Name)]
public sealed class RedeliverQueueTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private AppWorld _world = null!;

    private RedeliverQueue Queue => _world.Get<RedeliverQueue>();

    public async Task InitializeAsync() => _world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Repository:RetryTimeout", "00:00:01"));

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Theory]
    [InlineData(" {0}\n", false)]
    [InlineData("{0}", true)]
    [InlineData("{{\"id\":\"{0}\",\"reason\":\"The repository was away.\"}}", false)]
    public async Task A_dead_letter_is_delivered_once_the_repository_takes_it_and_stays_until_then(string form, bool base64)
    {
        _world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(503), times: int.MaxValue);
        var request = await _world.PushAsync(3);
        Assert.Equal(RunEnd.DeadLettered, (await _world.EndOfAsync(request.Id)).End);

        await Assert.ThrowsAsync<IOException>(() => Queue.RedeliverAsync(QueueMessages.Of($"{request.Id}"), default));
        Assert.NotNull(await _world.DeadLetters.FindAsync(request.Id, default));
        _world.Repository.Faults.Clear();
        var content = string.Format(CultureInfo.InvariantCulture, form, request.Id);
        await Queue.RedeliverAsync(base64 ? QueueMessages.OfBase64(content) : QueueMessages.Of(content), default);

        await _world.Repository.Repository.ImportsEndedAsync();
        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.Null(await _world.DeadLetters.FindAsync(request.Id, default));
    }

    [Theory]
    [InlineData("no id")]
    [InlineData("0198c1a2-7b3c-7def-8123-456789abcdee")]
    public async Task A_message_without_a_dead_letter_is_logged_and_done_with(string message)
    {
        await Queue.RedeliverAsync(QueueMessages.Of(message), default);

        Assert.Contains(_world.Logs, static line => line.Text.Contains("does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_failed_too_often_says_that_the_letter_waits()
    {
        using var poison = new CountedMetric("robot.messages.poison", "queue", "robot-redeliver");

        Queue.GiveUp(QueueMessages.Of("0198c1a2-7b3c-7def-8123-456789abcdee"));
        Queue.GiveUp(QueueMessages.Of("0198c1a2-7b3c-7def-8123-456789abcdee", dequeues: 2));

        Assert.Equal(1, poison.Sum);
        Assert.Contains(_world.Logs, static line => line.Text.Contains("0198c1a2-7b3c-7def-8123-456789abcdee could not be delivered", StringComparison.Ordinal));
    }
}
