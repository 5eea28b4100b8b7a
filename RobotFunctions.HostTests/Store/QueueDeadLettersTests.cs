using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class QueueDeadLettersTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private BlobContainerClient _container = null!;
    private QueueClient _queue = null!;
    private QueueDeadLetters _letters = null!;

    public async Task InitializeAsync()
    {
        var connection = await TestApp.ConnectionAsync(azurite);
        var name = $"letters-{Guid.NewGuid():N}";
        _container = new BlobServiceClient(connection).GetBlobContainerClient(name);
        _queue = new QueueClient(connection, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await _container.CreateAsync();
        await _queue.CreateAsync();
        _letters = new QueueDeadLetters(_container, _queue);
    }

    public async Task DisposeAsync()
    {
        await _container.DeleteAsync();
        await _queue.DeleteAsync();
    }

    [Fact]
    public async Task A_kept_letter_is_found_whole_and_announced_on_the_queue()
    {
        await _letters.KeepAsync(Letter(1), default);

        Assert.Equal(Letter(1), await _letters.FindAsync(Letter(1).Batch.Id, default));
        using var notice = JsonDocument.Parse(Assert.Single(await MessagesAsync()).Body);
        Assert.Equal(Letter(1).Batch.Id.ToString(), notice.RootElement.GetProperty("id").GetString());
        Assert.Equal(Letter(1).Reason, notice.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_newer_letter_of_the_same_batch_replaces_the_older_and_its_message()
    {
        await _letters.KeepAsync(Letter(1), default);
        await _letters.KeepAsync(Letter(1) with { Reason = "It was tried again." }, default);

        Assert.Equal("It was tried again.", Assert.Single(await _letters.ListAsync(default)).Reason);
        Assert.Contains("It was tried again.", Assert.Single(await MessagesAsync()).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_are_listed_oldest_first()
    {
        await _letters.KeepAsync(Letter(2), default);
        await _letters.KeepAsync(Letter(1), default);
        await _letters.KeepAsync(Letter(3), default);

        Assert.Equal([Letter(1), Letter(2), Letter(3)], await _letters.ListAsync(default));
    }

    [Fact]
    public async Task A_removed_letter_is_gone_with_its_message_and_removing_it_again_does_nothing()
    {
        await _letters.KeepAsync(Letter(1), default);
        await _letters.KeepAsync(Letter(2), default);

        await _letters.RemoveAsync(Letter(1).Batch.Id, default);
        await _letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Null(await _letters.FindAsync(Letter(1).Batch.Id, default));
        Assert.Equal([Letter(2)], await _letters.ListAsync(default));
        Assert.Contains(Letter(2).Batch.Id.ToString(), Assert.Single(await MessagesAsync()).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_whose_message_somebody_took_from_the_queue_can_be_removed()
    {
        await _letters.KeepAsync(Letter(1), default);
        await _queue.ReceiveMessageAsync();

        await _letters.RemoveAsync(Letter(1).Batch.Id, default);

        Assert.Empty(await _letters.ListAsync(default));
    }

    [Fact]
    public async Task A_letter_of_a_newer_version_is_refused_and_kept()
    {
        await _letters.KeepAsync(Letter(1) with { Version = DeadLetter.CurrentVersion + 1 }, default);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => _letters.FindAsync(Letter(1).Batch.Id, default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Single(_container.GetBlobs());
    }

    private async Task<PeekedMessage[]> MessagesAsync() => await _queue.PeekMessagesAsync(32);

    private static DeadLetter Letter(int number) => new()
    {
        Batch = TestRobots.Batch() with { Id = new BatchId(Guid.Parse($"0198c1a2-7b3c-7def-8123-45678900000{number}")) },
        Body = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""",
        Path = "v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/",
        Reason = "The repository answered 500 for six hours.",
        Uncertain = number == 2,
        At = FakeTimeProvider.DefaultStart.AddMinutes(number),
    };
}
