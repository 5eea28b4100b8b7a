using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>The measurements of the Hub.</summary>
/// <param name="FirstStartMilliseconds">From the start of the process to the first answer, with a store that it creates.</param>
/// <param name="StartMilliseconds">The same with a store that is there, median.</param>
/// <param name="StartBytes">Its largest resident set by then, median.</param>
/// <param name="FloorPerSecond">Signed requests per second of a bare sender that stores nothing.</param>
/// <param name="DeliveredPerSecond">Events per second from the store to the receiver.</param>
/// <param name="HealthyPerSecond">The same, while ten other destinations never answer.</param>
/// <param name="PeakBytes">The largest resident set while delivering.</param>
internal sealed record HubFigures(
    double FirstStartMilliseconds, double StartMilliseconds, long StartBytes, double FloorPerSecond, double DeliveredPerSecond, double HealthyPerSecond, long PeakBytes);

/// <summary>Measures the start and the deliveries of the Hub. The Hub runs in its own process, the receiver in this one.</summary>
internal sealed class HubBench(Func<string> newDatabase, int events)
{
    private const int Starts = 5;
    private const int Hanging = 10;
    private const int LoadedAtOnce = 500;

    private readonly string _secret = WebhookSecret.Generate().Reveal();
    private int _bodyBytes;

    public async Task<HubFigures> RunAsync(CancellationToken cancellation)
    {
        var database = newDatabase();
        var (first, _) = await StartAsync(database, cancellation);
        var starts = new List<(double Milliseconds, long Bytes)>();
        for (var start = 0; start < Starts; start++)
        {
            starts.Add(await StartAsync(database, cancellation));
        }

        var (delivered, peak) = await DeliverAsync(hanging: 0, events, cancellation);
        var floor = await FloorAsync(cancellation);
        var (healthy, _) = await DeliverAsync(Hanging, events / 4, cancellation);
        return new HubFigures(
            first,
            ThroughputBench.Median([.. starts.Select(static start => start.Milliseconds)]),
            (long)ThroughputBench.Median([.. starts.Select(static start => (double)start.Bytes)]),
            floor,
            delivered,
            healthy,
            peak);
    }

    private async Task<(double, long)> StartAsync(string database, CancellationToken cancellation)
    {
        var environment = Environment(database);
        using var http = new HttpClient();
        var began = TimeProvider.System.GetTimestamp();
        await using var hub = MeasuredProcess.Start(environment, MeasuredHubCommand.Name);
        using var answer = await http.GetAsync(new Uri(new Uri(await hub.ReadLineAsync()), "heartbeat"), cancellation);
        answer.EnsureSuccessStatusCode();
        var elapsed = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        return (elapsed, (await hub.UsageAsync()).PeakBytes);
    }

    private async Task<(double PerSecond, long PeakBytes)> DeliverAsync(int hanging, int count, CancellationToken cancellation)
    {
        var database = newDatabase();
        await using var receiver = await VerifyingReceiver.StartAsync(_secret, count);
        await LoadAsync(database, receiver.Url, hanging, count, cancellation);
        await using var hub = MeasuredProcess.Start(Environment(database), MeasuredHubCommand.Name);
        await hub.ReadLineAsync();
        await receiver.All.WaitAsync(cancellation);
        return (receiver.PerSecond, (await hub.UsageAsync()).PeakBytes);
    }

    private async Task<double> FloorAsync(CancellationToken cancellation)
    {
        await using var receiver = await VerifyingReceiver.StartAsync(_secret, events);
        string[] arguments =
            [MeasuredSendsCommand.Name, receiver.Url.AbsoluteUri, _secret, events.ToString(CultureInfo.InvariantCulture), _bodyBytes.ToString(CultureInfo.InvariantCulture)];
        await using var sender = MeasuredProcess.Start(new Dictionary<string, string?>(), arguments);
        await sender.ReadLineAsync();
        await receiver.All.WaitAsync(cancellation);
        return receiver.PerSecond;
    }

    // The Hub is not running yet: what is measured is the delivery of what is there.
    private async Task LoadAsync(string database, Uri receiver, int hanging, int count, CancellationToken cancellation)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Environment(database))
            .Build();
        await using var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddHub(configuration)
            .BuildServiceProvider();
        await services.GetRequiredService<StoreMigration>().OpenAsync(mayMigrate: true, cancellation);
        var subscriptions = services.GetRequiredService<Subscriptions>();
        await SubscribeAsync(subscriptions, "healthy", receiver, cancellation);
        for (var number = 0; number < hanging; number++)
        {
            await SubscribeAsync(subscriptions, $"hanging {number}", new Uri(receiver, $"hang/{number}"), cancellation);
        }

        var writer = services.GetRequiredService<StoreWriter>();
        var outbox = services.GetRequiredService<Outbox>();
        for (var loaded = 0; loaded < count; loaded += LoadedAtOnce)
        {
            await writer.RunAsync(
                async store =>
                {
                    for (var number = loaded; number < Math.Min(loaded + LoadedAtOnce, count); number++)
                    {
                        var data = new JsonObject { ["state"] = "accepted", ["number"] = number, ["comment"] = new string('x', 300) };
                        var recorded = await outbox.RecordAsync(store, new OccurredEvent(Workspace.DefaultId, "task.resolved", $"/api/v1/tasks/{number}", data), cancellation);
                        _bodyBytes = recorded.Body.Length;
                    }
                },
                cancellation);
        }
    }

    private async Task SubscribeAsync(Subscriptions subscriptions, string name, Uri url, CancellationToken cancellation)
    {
        var input = new SubscriptionInput { Name = name, Url = url.AbsoluteUri, Secret = _secret };
        var created = await subscriptions.CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, input, cancellation);
        if (created.Outcome != SubscriptionOutcome.Done)
        {
            throw new InvalidOperationException(created.Problem);
        }
    }

    /// <summary>The settings of the measured Hub.</summary>
    public static Dictionary<string, string?> Environment(string database) => new()
    {
        ["HubServer:Database"] = database,
        ["HubServer:MigrateAtStart"] = "true",
        ["HubServer:AllowPrivateDestinations"] = "true",
        ["HubServer:Limits:RequestsPerSecond"] = "1000000",
    };
}
