using Grpc.Net.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.AzureFunctions.Queues;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.HostTests.Fakes;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Queues;

[Collection(AzuriteTestGroup.Name)]
public sealed class RequestsQueueTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private AppWorld _world = null!;

    private RequestsQueue Queue => _world.Get<RequestsQueue>();

    public async Task InitializeAsync() => _world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_needs_no_signature_and_starts_a_run_in_either_encoding(bool base64)
    {
        var request = await RequestAsync();

        await Queue.TakeAsync(base64 ? QueueMessages.OfBase64(Message(request)) : QueueMessages.Of(Message(request)), _world.Durable.Client, default);

        Assert.Equal(RunEnd.Delivered, (await _world.EndOfAsync(request.Id)).End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task A_request_that_can_never_be_taken_is_answered_with_the_reason()
    {
        var request = await RequestAsync();

        await Queue.TakeAsync(QueueMessages.Of(Message(request, references: "ftp://127.0.0.1/references")), _world.Durable.Client, default);

        Assert.Contains("reference_storage_url", Assert.Single(_world.Repository.Callbacks.All).Error, StringComparison.Ordinal);
        Assert.Null(await _world.Get<IBatchRuns>().FindAsync(request.Id, default));
    }

    [Fact]
    public async Task A_request_that_failed_too_often_is_answered_and_its_run_is_not_started()
    {
        var request = await RequestAsync();

        await Queue.RefuseAsync(QueueMessages.Of(Message(request)), _world.Durable.Client, default);

        Assert.Contains("after several attempts", Assert.Single(_world.Repository.Callbacks.All).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_logged_and_done_with()
    {
        using var poison = new CountedMetric("robot.messages.poison", "queue", "robot-requests");

        await Queue.TakeAsync(QueueMessages.Of("no request"), _world.Durable.Client, default);

        Assert.Equal(1, poison.Sum);
        Assert.Empty(_world.Repository.Calls.Of(CallKind.Callback));
        Assert.Contains(_world.Logs, static line => line.Text.Contains("was refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_poison_message_is_counted_once_and_becomes_a_dead_letter_where_its_answer_fails_again_and_again()
    {
        var request = await RequestAsync();
        var message = Message(request);
        using var poison = new CountedMetric("robot.messages.poison", "queue", "robot-requests");
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var away = new GrpcDurableTaskClient("away", new GrpcDurableTaskClientOptions { Channel = channel }, NullLogger<GrpcDurableTaskClient>.Instance);

        await Assert.ThrowsAnyAsync<IOException>(() => Queue.RefuseAsync(QueueMessages.Of(message, dequeues: 1), away, default));
        await Assert.ThrowsAnyAsync<IOException>(() => Queue.RefuseAsync(QueueMessages.Of(message, dequeues: 2), away, default));
        await Queue.RefuseAsync(QueueMessages.Of(message, dequeues: 3), away, default);

        Assert.Equal(1, poison.Sum);
        var letter = await _world.DeadLetters.FindAsync(request.Id, default);
        Assert.Contains("after several attempts", letter!.ReadError(), StringComparison.Ordinal);
        await _world.DeadLetters.RemoveAsync(request.Id, default);
    }

    [Fact]
    public async Task A_rejected_message_does_not_swallow_the_callback_of_the_same_request_when_it_is_sent_again()
    {
        var request = await RequestAsync();
        await Queue.TakeAsync(QueueMessages.Of(Message(request, references: "ftp://127.0.0.1/references")), _world.Durable.Client, default);
        Assert.Single(_world.Repository.Callbacks.All);

        await Queue.TakeAsync(QueueMessages.Of(Message(request)), _world.Durable.Client, default);

        Assert.Equal(RunEnd.Delivered, (await _world.EndOfAsync(request.Id)).End);
        Assert.Equal(2, _world.Repository.Callbacks.All.Count);
    }

    // The repository knows of it, but its push reached nobody.
    private async Task<PushedRequest> RequestAsync()
    {
        _world.Repository.Robot.BaseUrl = new Uri("http://127.0.0.1:1");
        return await _world.Repository.Requests.PushBatchAsync(_world.Repository.Robot, await _world.Repository.WriteReferencesAsync(3));
    }

    private string Message(PushedRequest request, string? references = null) =>
        $$"""
        {
          "id": "{{request.Id}}",
          "reference_storage_url": "{{references ?? _world.Repository.Storage.ReadUrl(request.ReferenceBlob)}}",
          "result_storage_url": "{{_world.Repository.Storage.WriteUrl(request.ResultBlob)}}"
        }
        """;
}
