using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Notifications;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance;

/// <summary>A running Hub with channels, on a fake time, in which requests are stored as the endpoint stores them.</summary>
internal sealed class AssistanceHub : IAsyncDisposable
{
    private const int ClaimLooks = 50;

    private AssistanceHub(HubApp app, FakeTimeProvider time) => (App, Time) = (app, time);

    public HubApp App { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<AssistanceHub> StartAsync(
        StoreKind kind, TestDatabase? database = null, FakeTimeProvider? time = null, bool hasPublicUrl = true, params IEnumerable<(string Name, string Value)> settings)
    {
        time ??= new FakeTimeProvider();
        var app = await HubApp.StartAsync(
            kind,
            added => added.AddSingleton<TimeProvider>(time),
            database,
            [("HubServer:AllowPrivateDestinations", "true"), .. hasPublicUrl ? [("HubServer:PublicUrl", "https://hub.example.org")] : (IEnumerable<(string, string)>)[], .. settings]);
        return new AssistanceHub(app, time);
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public Task<Guid> SlackAsync(SlackSimulator slack, string name = "slack", string? text = null) =>
        CreateAsync(ChannelKind.Slack, new() { Name = name, Secret = slack.Url, Settings = new() { Text = text } });

    public Task<Guid> EmailAsync(string name = "email", params IReadOnlyList<string> to) =>
        CreateAsync(ChannelKind.Email, new() { Name = name, Settings = new() { To = to.Count == 0 ? ["ops@example.org"] : to } });

    public Task<Guid> WebhookAsync(string url, string secret, string name = "webhook") =>
        CreateAsync(ChannelKind.Webhook, new() { Name = name, Secret = secret, Settings = new() { Url = url } });

    public Task<Guid> LogAsync(string name = "log") => CreateAsync(ChannelKind.Log, new() { Name = name, Settings = new() });

    public static string NewSecret() => WebhookSecret.Generate().Reveal();

    /// <summary>Stores a request that is told through channels at once.</summary>
    public Task<AssistanceRequest> AskAsync(params IReadOnlyList<Guid> channels) =>
        AskAsync("The invoice is wrong.", [.. channels.Select(static channel => (channel, 0, NotificationCondition.Always, TimeSpan.Zero))]);

    /// <summary>Stores a request with its notifications.</summary>
    public async Task<AssistanceRequest> AskAsync(string description, IReadOnlyList<(Guid Channel, int Step, NotificationCondition Condition, TimeSpan Delay)> steps, string? traceParent = null)
    {
        AssistanceRequest? request = null;
        await App.WriteAsync(store =>
        {
            request = Add(store, Time.GetUtcNow(), description, steps, traceParent);
            return Task.CompletedTask;
        });
        return request!;
    }

    /// <summary>Adds a request with its notifications to the store.</summary>
    public static AssistanceRequest Add(
        HubStore store, DateTimeOffset now, string description, IReadOnlyList<(Guid Channel, int Step, NotificationCondition Condition, TimeSpan Delay)> steps, string? traceParent = null)
    {
        var request = new AssistanceRequest
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = Workspace.DefaultId,
            Topic = "pricing",
            Description = description,
            Requester = "Ada",
            Url = "https://example.org/customers/1",
            Severity = Severity.Normal,
            TaskId = Guid.NewGuid(),
            GroupKey = $"{Guid.NewGuid():N}",
            CreatedAt = now,
            TraceParent = traceParent,
        };
        store.AssistanceRequests.Add(request);
        store.Notifications.AddRange(steps.Select(step => new Notification
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = request.WorkspaceId,
            RequestId = request.Id,
            ChannelId = step.Channel,
            Step = step.Step,
            Condition = step.Condition,
            Status = NotificationStatus.Pending,
            DueAt = now + step.Delay,
        }));
        return request;
    }

    /// <summary>Changes a request, as a click does.</summary>
    public Task AcknowledgeAsync(AssistanceRequest request)
    {
        DateTimeOffset? now = Time.GetUtcNow();
        return App.WriteAsync(store => store.AssistanceRequests.Where(found => found.Id == request.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(static found => found.AcknowledgedAt, now)));
    }

    /// <summary>All notifications, by step and channel.</summary>
    public Task<List<Notification>> NotificationsAsync() => App.ReadAsync(static store => store.Notifications.AsNoTracking().OrderBy(static found => found.Step).ThenBy(static found => found.Id).ToListAsync());

    /// <summary>Waits until as many notifications have this status.</summary>
    public Task UntilAsync(NotificationStatus status, int count = 1, int attempts = 0) =>
        Eventually.TrueAsync(async () => (await NotificationsAsync()).Count(found => found.Status == status && found.Attempts >= attempts) == count);

    /// <summary>Moves time on, step by step whenever nothing is being sent or could be, until no notification is pending.</summary>
    public async Task PassUntilAllEndedAsync(TimeSpan step)
    {
        while (true)
        {
            // A loop that is woken gets the time to claim, so that the fake time does not run ahead of a busy machine. One that waits for the fake time itself claims nothing.
            Get<NotificationSignal>().Sweep();
            for (var look = 0; look < ClaimLooks && await CouldBeSentAsync(); look++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }

            await Eventually.TrueAsync(async () => !await App.ReadAsync(static store => store.Notifications.AnyAsync(static found => found.Status == NotificationStatus.Sending)));
            if (!await App.ReadAsync(static store => store.Notifications.AnyAsync(static found => found.Status == NotificationStatus.Pending || found.Status == NotificationStatus.Sending)))
            {
                return;
            }

            Time.Advance(step);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private Task<bool> CouldBeSentAsync()
    {
        var now = Time.GetUtcNow();
        return App.ReadAsync(store => store.Notifications.AnyAsync(
            found => found.Status == NotificationStatus.Pending && found.DueAt <= now && store.Set<Channel>().Any(channel => channel.Id == found.ChannelId && channel.FreeAt <= now)));
    }

    private async Task<Guid> CreateAsync(ChannelKind kind, ChannelInput input)
    {
        var created = await Get<ChannelDirectory>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), kind, input, default);
        Assert.Null(created.Problem);
        return created.Channel!.Id;
    }
}
