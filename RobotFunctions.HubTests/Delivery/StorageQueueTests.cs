using Azure.Storage;
using Azure.Storage.Queues;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Delivery;

[Collection(AzuriteTestGroup.Name)]
public sealed class StorageQueueTests(AzuriteFixture azurite)
{
    [NodeFact]
    public Task An_event_arrives_in_a_queue_whose_url_is_signed() => ArrivesAsync(
        "signed", static queue => new SubscriptionInput { Url = queue.GenerateSasUri(Azure.Storage.Sas.QueueSasPermissions.Add, TimeProvider.System.GetUtcNow().AddHours(1)).AbsoluteUri });

    [NodeFact]
    public Task An_event_arrives_in_a_queue_that_is_given_with_a_connection_string() => ArrivesAsync(
        "keyed", queue => new SubscriptionInput { Url = queue.Uri.AbsoluteUri, Credential = $"AccountName={azurite.Account.Name};AccountKey={azurite.Account.Key}" });

    [NodeFact]
    public async Task A_queue_that_is_missing_is_named_in_the_attempt_without_its_signature()
    {
        var queue = await QueueAsync("missing");
        await using var hub = await DeliveryHub.StartAsync(StoreKind.Sqlite);
        await SubscribeAsync(hub, new SubscriptionInput { Url = queue.GenerateSasUri(Azure.Storage.Sas.QueueSasPermissions.Add, TimeProvider.System.GetUtcNow().AddHours(1)).AbsoluteUri });

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        var attempt = Assert.Single(await hub.AttemptsAsync());
        Assert.Equal((404, "The queue answered 404 QueueNotFound."), (attempt.Answer, attempt.Problem));
    }

    private async Task ArrivesAsync(string name, Func<QueueClient, SubscriptionInput> input)
    {
        var queue = await QueueAsync(name);
        await queue.CreateAsync();
        await using var hub = await DeliveryHub.StartAsync(StoreKind.Sqlite);
        await SubscribeAsync(hub, input(queue));

        var recorded = Assert.Single(await hub.RecordAsync());
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var message = (await queue.ReceiveMessageAsync()).Value;
        Assert.Equal(recorded.Body, message.Body.ToArray());
    }

    private static async Task SubscribeAsync(DeliveryHub hub, SubscriptionInput input)
    {
        var result = await hub.Get<Subscriptions>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.StorageQueue, input with { Name = "queue" }, default);
        Assert.Null(result.Problem);
        Assert.DoesNotContain("sig=", result.Subscription!.Url, StringComparison.Ordinal);
    }

    private async Task<QueueClient> QueueAsync(string name) => new(
        new Uri($"{await azurite.StartAsync(AzuriteService.Queue)}/{name}"),
        new StorageSharedKeyCredential(azurite.Account.Name, azurite.Account.Key),
        new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
}
