using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class QueueDeadLettersTests(AzuriteFixture azurite) : DeadLettersContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;
    private QueueClient _queue = null!;

    protected override IDeadLetters Letters => new QueueDeadLetters(_container, _queue, TimeProvider.System);

    protected override int Kept => _container.GetBlobs().Count(static blob => !blob.Name.Contains('/', StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        var connection = await TestApp.ConnectionAsync(azurite);
        var name = $"letters-{Guid.NewGuid():N}";
        _container = new BlobServiceClient(connection).GetBlobContainerClient(name);
        _queue = new QueueClient(connection, name);
        await _container.CreateAsync();
        await _queue.CreateAsync();
    }

    public async Task DisposeAsync()
    {
        await _container.DeleteAsync();
        await _queue.DeleteAsync();
    }

    [Fact]
    public async Task A_kept_letter_is_announced_on_the_queue()
    {
        await Letters.KeepAsync(Letter(1), default);

        using var notice = JsonDocument.Parse(Assert.Single(await MessagesAsync()).Body);
        Assert.Equal(Letter(1).Batch.Id.ToString(), notice.RootElement.GetProperty("id").GetString());
        Assert.Equal(Letter(1).Reason, notice.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_message_of_a_newer_letter_replaces_that_of_the_older()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(1) with { Reason = "It was tried again." }, default);

        Assert.Contains("It was tried again.", Assert.Single(await MessagesAsync()).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_letter_takes_its_message_along_and_no_other()
    {
        await Letters.KeepAsync(Letter(1), default);
        await Letters.KeepAsync(Letter(2), default);

        await Letters.RemoveAsync(Letter(1).Batch.Id, default);
        await Letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Contains(Letter(2).Batch.Id.ToString(), Assert.Single(await MessagesAsync()).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_whose_message_somebody_took_from_the_queue_can_be_removed()
    {
        await Letters.KeepAsync(Letter(1), default);
        await _queue.ReceiveMessageAsync();

        await Letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Equal(0, (await Letters.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_claim_that_a_process_left_behind_is_taken_over()
    {
        await _container.GetBlobClient($"claims/{Letter(1).Batch.Id}").UploadAsync(BinaryData.Empty);

        await using var claim = await Letters.TryClaimAsync(Letter(1).Batch.Id, default);

        Assert.NotNull(claim);
    }

    protected override Task WriteAsync(string name, string content) => _container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content));

    private async Task<PeekedMessage[]> MessagesAsync() => await _queue.PeekMessagesAsync(32);
}
