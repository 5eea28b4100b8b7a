using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Assistance.Signals;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance;

/// <summary>A running Hub with a fake time whose channels send nothing by themselves: what they take, a test says.</summary>
internal sealed class RequestHub : IAsyncDisposable
{
    private RequestHub(HubApp app, FakeTimeProvider time, string key) => (App, Time, Key) = (app, time, key);

    public HubApp App { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>A key with all scopes.</summary>
    public string Key { get; }

    public static async Task<RequestHub> StartAsync(
        StoreKind kind, TestDatabase? database = null, FakeTimeProvider? time = null, Action<IServiceCollection>? services = null, params IEnumerable<(string Name, string Value)> settings)
    {
        time ??= new FakeTimeProvider();
        var app = await HubApp.StartAsync(
            kind,
            added =>
            {
                added.AddSingleton<TimeProvider>(time);
                services?.Invoke(added);
            },
            database,
            [("HubServer:Limits:RequestsPerSecond", "100000"), .. settings]);
        return new RequestHub(app, time, await app.CreateKeyAsync());
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Adds a channel that sends nothing.</summary>
    public Task<Guid> AddChannelAsync(string name) => App.AddSilentChannelAsync(name);

    /// <summary>Creates a topic, and the channels that it names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="more">More members of the body.</param>
    /// <param name="steps">Its steps: <c>at once: a, b</c>.</param>
    public async Task<Guid> AddTopicAsync(string name, object? more, params string[] steps)
    {
        var bodies = steps.Select(static step => step.Split(": ")).Select(static step => new { when = step[0], channels = step[1].Split(", ") }).ToList();
        var known = await App.ReadAsync(static store => store.Channels.Select(static channel => channel.Name).ToListAsync());
        foreach (var channel in bodies.SelectMany(static step => step.channels).Distinct().Except(known))
        {
            await AddChannelAsync(channel);
        }

        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        (body["name"], body["steps"]) = (name, JsonSerializer.SerializeToNode(bodies));
        var (status, created) = await CallAsync(HttpMethod.Post, "/api/v1/topics", body);
        Assert.True(status == HttpStatusCode.Created, $"{status} {created}");
        return created.GetProperty("id").GetGuid();
    }

    /// <summary>Asks for help.</summary>
    public Task<HttpResponseMessage> AskAsync(object body, params IEnumerable<(string Name, string Value)> headers) => App.SendAsync(HttpMethod.Post, "/assistance", Key, body, headers);

    /// <summary>Asks for help with a topic that does not wait.</summary>
    /// <returns>The id of the request.</returns>
    public async Task<Guid> AskAsync(string topic, string description = "My customer wants a discount.", string severity = "normal")
    {
        using var answer = await AskAsync(new { topic, description, severity });
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await App.SendAsync(method, path, Key, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public Task<AssistanceRequest> RequestAsync(Guid id) => App.ReadAsync(store => store.AssistanceRequests.AsNoTracking().SingleAsync(request => request.Id == id));

    /// <summary>All requests, the oldest first.</summary>
    public Task<List<AssistanceRequest>> RequestsAsync() => App.ReadAsync(static store => store.AssistanceRequests.AsNoTracking().OrderBy(static request => request.Id).ToListAsync());

    /// <summary>The notifications of a request, by step.</summary>
    public Task<List<Notification>> NotificationsAsync(Guid request) =>
        App.ReadAsync(store => store.Notifications.AsNoTracking().Where(notification => notification.RequestId == request).OrderBy(static notification => notification.Step).ToListAsync());

    /// <summary>The task of a request.</summary>
    public async Task<InboxTask> TaskAsync(Guid request)
    {
        var id = (await RequestAsync(request)).TaskId;
        return await App.ReadAsync(store => store.Tasks.AsNoTracking().SingleAsync(task => task.Id == id));
    }

    /// <summary>Ends the notifications of a step, as the loop that sends does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">How they end.</param>
    /// <param name="step">The step; null for all.</param>
    /// <param name="tells">Whether this process sent them, so that those who wait here are told.</param>
    public async Task EndAsync(Guid request, NotificationStatus status, int? step = 0, bool tells = true)
    {
        DateTimeOffset? deliveredAt = status == NotificationStatus.Delivered ? Time.GetUtcNow() : null;

        // What is being sent has a lease.
        var dueAt = Time.GetUtcNow().AddMinutes(1);
        await App.WriteAsync(store => store.Notifications.Where(notification => notification.RequestId == request && (step == null || notification.Step == step)).ExecuteUpdateAsync(
            set => set.SetProperty(static notification => notification.Status, status)
                .SetProperty(static notification => notification.DeliveredAt, deliveredAt).SetProperty(static notification => notification.DueAt, dueAt)));
        if (tells)
        {
            Get<RequestSignal>().Ended(request);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
