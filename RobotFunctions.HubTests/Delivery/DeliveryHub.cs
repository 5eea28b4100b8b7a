using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>A running Hub that may call this machine, what subscribes to it, and a fake time unless a test wants the real one.</summary>
internal sealed class DeliveryHub : IAsyncDisposable
{
    private DeliveryHub(HubApp app, FakeTimeProvider time) => (App, Time) = (app, time);

    public HubApp App { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<DeliveryHub> StartAsync(
        StoreKind kind,
        TestDatabase? database = null,
        FakeTimeProvider? time = null,
        bool allowPrivate = true,
        Action<IServiceCollection>? services = null,
        params IEnumerable<(string Name, string Value)> settings)
    {
        time ??= new FakeTimeProvider();
        var app = await HubApp.StartAsync(
            kind, AddServices, database, [("HubServer:AllowPrivateDestinations", allowPrivate ? "true" : "false"), .. settings]);
        return new DeliveryHub(app, time);

        void AddServices(IServiceCollection added)
        {
            added.AddSingleton<TimeProvider>(time);
            services?.Invoke(added);
        }
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Subscribes a webhook to all events.</summary>
    public async Task<(Subscription Subscription, string Secret)> SubscribeAsync(string url, string? name = null, params string[] types)
    {
        var input = new SubscriptionInput { Name = name ?? url, Url = url, Types = types };
        var result = await Get<Subscriptions>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, input, default);
        Assert.Null(result.Problem);
        return (result.Subscription!, result.Secret!);
    }

    /// <summary>Records events as an area of the Hub does, each in a transaction.</summary>
    public async Task<IReadOnlyList<HubEvent>> RecordAsync(int count = 1, string type = "task.created")
    {
        var events = new List<HubEvent>();
        for (var number = 0; number < count; number++)
        {
            await App.WriteAsync(async store => events.Add(await Get<Outbox>().RecordAsync(store, Occurred(type), default)));
        }

        return events;
    }

    public static OccurredEvent Occurred(string type = "task.created") =>
        new(Workspace.DefaultId, type, "/api/v1/tasks/1", new JsonObject { ["state"] = "ü" }) { RequestId = "request-1" };

    /// <summary>All deliveries.</summary>
    public Task<List<EventDelivery>> DeliveriesAsync() => App.ReadAsync(static store => store.Deliveries.AsNoTracking().OrderBy(static delivery => delivery.Id).ToListAsync());

    /// <summary>All attempts, the oldest first.</summary>
    public Task<List<DeliveryAttempt>> AttemptsAsync() => App.ReadAsync(static store => store.DeliveryAttempts.AsNoTracking().OrderBy(static attempt => attempt.At).ToListAsync());

    /// <summary>Waits until as many deliveries have this status.</summary>
    public Task UntilAsync(DeliveryStatus status, int count = 1, int attempts = 0) =>
        Eventually.TrueAsync(async () => (await DeliveriesAsync()).Count(delivery => delivery.Status == status && delivery.Attempts >= attempts) == count);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
