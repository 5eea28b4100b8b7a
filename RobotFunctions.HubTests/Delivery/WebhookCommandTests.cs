using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Delivery;

public sealed class WebhookCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task A_webhook_that_a_command_creates_beside_a_running_Hub_gets_events(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hub = await DeliveryHub.StartAsync(kind, database, new(TimeProvider.System.GetUtcNow()));

        var (created, secret, _) = await RunAsync(database, "webhook", "create", $"{receiver.Url}/400?key=private", "--name", "sample", "--types", "task.*");
        Assert.Equal(0, created);
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        var (_, list, _) = await RunAsync(database, "webhook", "list");
        Assert.Contains("sample", list, StringComparison.Ordinal);
        Assert.DoesNotContain("private", list, StringComparison.Ordinal);
        var (rotated, next, _) = await RunAsync(database, "webhook", "rotate", "sample");
        Assert.Equal((0, false), (rotated, next == secret));
        var (_, deliveries, _) = await RunAsync(database, "deliveries", "list");
        Assert.Contains("task.created  pending  attempts 1", deliveries, StringComparison.Ordinal);

        var delivery = Assert.Single(await hub.DeliveriesAsync());
        Assert.Equal(0, (await RunAsync(database, "deliveries", "redeliver", delivery.Id.ToString())).Code);

        // The command used the time of the machine, which is later than the fake one.
        hub.Time.Advance(TimeProvider.System.GetUtcNow() - hub.Time.GetUtcNow() + DeliveryLoop.SweepInterval);
        await Eventually.TrueAsync(() => receiver.Received.Count == 2);
    }

    [Theory]
    [InlineData("There is no such subscription", "webhook", "rotate", "unknown")]
    [InlineData("begin with https://", "webhook", "create", "ftp://example.org/")]
    [InlineData("There is no such delivery", "deliveries", "redeliver", "00000000-0000-7000-8000-000000000009")]
    [InlineData("--all-dead", "deliveries", "redeliver")]
    public async Task A_command_that_cannot_do_it_says_why(string sentence, params string[] arguments)
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);

        var (code, _, error) = await RunAsync(database, arguments);

        Assert.NotEqual(0, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, params string[] arguments) => RobotProcess.RunAsync(
        _folder.Path,
        new Dictionary<string, string> { ["HubServer__Database"] = database.Setting, ["HubServer__AllowPrivateDestinations"] = "true" },
        "",
        ["hub", .. arguments]);
}
