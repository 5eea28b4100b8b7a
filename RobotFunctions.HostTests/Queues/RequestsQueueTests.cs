using RobotFunctions.AzureFunctions.Queues;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
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

    [Fact]
    public async Task A_request_needs_no_signature_and_starts_a_run()
    {
        var request = await RequestAsync();

        await Queue.TakeAsync(Message(request), _world.Durable.Client, default);

        Assert.Equal(RunEnd.Delivered, (await _world.EndOfAsync(request.Id)).End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task A_request_that_can_never_be_taken_is_answered_with_the_reason()
    {
        var request = await RequestAsync();

        await Queue.TakeAsync(Message(request, references: "ftp://127.0.0.1/references"), _world.Durable.Client, default);

        Assert.Contains("reference_storage_url", Assert.Single(_world.Repository.Callbacks.All).Error, StringComparison.Ordinal);
        Assert.Null(await _world.Get<IBatchRuns>().FindAsync(request.Id, default));
    }

    [Fact]
    public async Task A_request_that_failed_too_often_is_answered_and_its_run_is_not_started()
    {
        var request = await RequestAsync();

        await Queue.RefuseAsync(Message(request), _world.Durable.Client, default);

        Assert.Contains("after several attempts", Assert.Single(_world.Repository.Callbacks.All).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_logged_and_done_with()
    {
        await Queue.TakeAsync(BinaryData.FromString("no request"), _world.Durable.Client, default);

        Assert.Empty(_world.Repository.Calls.Of(CallKind.Callback));
        Assert.Contains(_world.Logs, static line => line.Text.Contains("was refused", StringComparison.Ordinal));
    }

    // The repository knows of it, but its push reached nobody.
    private async Task<PushedRequest> RequestAsync()
    {
        _world.Repository.Robot.BaseUrl = new Uri("http://127.0.0.1:1");
        return await _world.Repository.Requests.PushBatchAsync(_world.Repository.Robot, await _world.Repository.WriteReferencesAsync(3));
    }

    private BinaryData Message(PushedRequest request, string? references = null) => BinaryData.FromString(
        $$"""
        {
          "id": "{{request.Id}}",
          "reference_storage_url": "{{references ?? _world.Repository.Storage.ReadUrl(request.ReferenceBlob)}}",
          "result_storage_url": "{{_world.Repository.Storage.WriteUrl(request.ResultBlob)}}"
        }
        """);
}
