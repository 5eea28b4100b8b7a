using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Registry.Pages;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A running Hub whose default workspace has something on each page, and the paths of its pages.</summary>
internal sealed class PageHub : IAsyncDisposable
{
    private PageHub(HubApp app, string text) => (App, Text) = (app, text);

    public HubApp App { get; }

    /// <summary>The text that is in every name, problem and value that the pages show.</summary>
    public string Text { get; }

    public PageInbox Inbox { get; private set; } = null!;

    public PageRegistry Registry { get; private set; } = null!;

    public PageAssistance Assistance { get; private set; } = null!;

    public Guid Key { get; private set; }

    /// <summary>A member who is nobody's visitor.</summary>
    public Guid Person { get; private set; }

    public Guid Subscription { get; private set; }

    public Guid Disabled { get; private set; }

    /// <summary>An e-mail channel.</summary>
    public Guid Channel { get; private set; }

    /// <summary>A delivery that is a dead letter.</summary>
    public Guid Dead { get; private set; }

    /// <summary>Starts a Hub with data.</summary>
    /// <param name="text">What is part of every text.</param>
    /// <param name="deliveries">How many deliveries there are of each status.</param>
    public static async Task<PageHub> StartAsync(string text = "Nightly import", int deliveries = 1)
    {
        var app = await HubApp.StartAsync(
            StoreKind.Sqlite, settings: [("HubServer:AllowPrivateDestinations", "true"), ("HubServer:Limits:RequestsPerSecond", "100000"), ("HubServer:Limits:AnonymousRequestsPerMinute", "100000")]);
        var hub = new PageHub(app, text);
        await hub.FillAsync(deliveries);
        return hub;
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>The paths of all pages of a workspace: what the Hub itself maps, so that a new page is tested without a change here.</summary>
    public IReadOnlyList<string> Pages() => PathsOf("GET");

    /// <summary>The paths of pages that show what the others do not: other objects, and filters.</summary>
    public IReadOnlyList<string> MorePages() =>
        [$"/w/default/subscriptions/{Disabled}", "/w/default/channels/new?kind=email", .. Inbox.MorePages, .. Registry.MorePages, .. Assistance.MorePages];

    /// <summary>The paths of all forms of a workspace.</summary>
    public IReadOnlyList<string> Forms() => PathsOf("POST");

    /// <summary>The paths of all pages of no workspace, for those who are signed in or for everybody. (The start page leads to another.)</summary>
    public IReadOnlyList<string> PagesOfNoWorkspace(bool open) =>
    [
        .. EndpointsOf("GET")
            .Where(endpoint => endpoint.Metadata.GetMetadata<EndpointRule>()!.OpenBecause is not null == open)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("/people/{id:guid}", $"/people/{Person}", StringComparison.Ordinal))
            .Where(static pattern => pattern is not "/" && !pattern.Contains('{', StringComparison.Ordinal)),
    ];

    private IEnumerable<RouteEndpoint> EndpointsOf(string method) => Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PageMark>() is not null && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method));

    private IReadOnlyList<string> PathsOf(string method) =>
    [
        .. EndpointsOf(method)
            .Where(static endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/').StartsWith("/w/{workspace}/", StringComparison.Ordinal))

            // What states its type is a file.
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IProducesResponseTypeMetadata>() is null)
            .Select(endpoint => PathOf(endpoint.RoutePattern.RawText!.TrimEnd('/'))),
    ];

    /// <summary>The token of a link by which a new person sets a password.</summary>
    public async Task<string> ResetTokenAsync()
    {
        var added = await Get<PersonDirectory>().AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson("carol", null, Role.Viewer));
        return added.Token!;
    }

    /// <summary>A short name of a page, for the files of screenshots.</summary>
    public string NameOf(string path) => path.Replace("/w/default/", "", StringComparison.Ordinal).TrimStart('/')
        .Replace($"{Disabled}", "disabled", StringComparison.Ordinal).Replace($"{Subscription}", "one", StringComparison.Ordinal)
        .Replace($"{Dead}", "one", StringComparison.Ordinal).Replace($"{Person}", "one", StringComparison.Ordinal)
        .Replace($"{Registry.Robot}", "one", StringComparison.Ordinal).Replace($"{Registry.Disabled}", "disabled", StringComparison.Ordinal).Replace($"{Registry.Deleted}", "deleted", StringComparison.Ordinal)
        .Replace($"{Registry.Level}", "one", StringComparison.Ordinal)
        .Replace($"{Assistance.Topic}", "one", StringComparison.Ordinal).Replace($"{Assistance.Request}", "one", StringComparison.Ordinal).Replace($"{Assistance.Acknowledged}", "acknowledged", StringComparison.Ordinal)
        .Replace($"{Inbox.Open}", "one", StringComparison.Ordinal).Replace($"{Inbox.Claimed}", "claimed", StringComparison.Ordinal)
        .Replace($"{Inbox.Resolved}", "resolved", StringComparison.Ordinal).Replace($"{Inbox.Voted}", "voted", StringComparison.Ordinal).Replace($"{Inbox.Schema}", "one", StringComparison.Ordinal)
        .Replace($"{Channel}", "one", StringComparison.Ordinal)
        .Replace('/', '-').Replace('?', '-').Replace('=', '-');

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private string PathOf(string pattern)
    {
        var path = pattern.Replace("{workspace}", Workspace.DefaultName, StringComparison.Ordinal).Replace(KindConstraint.Parameter, "robots", StringComparison.Ordinal)
            .Replace("robots/{id:guid}", $"robots/{Registry.Robot}", StringComparison.Ordinal)
            .Replace("deliveries/{id:guid}", $"deliveries/{Dead}", StringComparison.Ordinal)
            .Replace("subscriptions/{id:guid}", $"subscriptions/{Subscription}", StringComparison.Ordinal)
            .Replace("keys/{id:guid}", $"keys/{Key}", StringComparison.Ordinal)
            .Replace("channels/{id:guid}", $"channels/{Channel}", StringComparison.Ordinal)
            .Replace("members/{id:guid}", $"members/{Person}", StringComparison.Ordinal)
            .Replace("tasks/{id:guid}", $"tasks/{Inbox.Open}", StringComparison.Ordinal)
            .Replace("topics/{id:guid}", $"topics/{Assistance.Topic}", StringComparison.Ordinal)
            .Replace("assistance/{id:guid}", $"assistance/{Assistance.Request}", StringComparison.Ordinal)
            .Replace("schemas/{id:guid}", $"schemas/{Inbox.Schema}", StringComparison.Ordinal);
        Assert.DoesNotContain("{", path, StringComparison.Ordinal);
        return path;
    }

    private async Task FillAsync(int deliveries)
    {
        var caller = CommandLineCaller.In(Workspace.DefaultId) with { Actor = $"person:{Text}" };

        // Before there are subscriptions, which would get its events.
        Inbox = await PageInbox.FillAsync(App, caller, Text);
        Registry = await PageRegistry.FillAsync(App, caller, Text);
        Assistance = await PageAssistance.FillAsync(App, Text);
        Key = (await Get<ApiKeys>().CreateAsync(caller, Text, ["deliveries:read", "ping"], expiresAt: null, default)).Key.Id;
        var old = (await Get<ApiKeys>().CreateAsync(caller, $"{Text} 2", ["ping"], DateTimeOffset.UnixEpoch, default)).Key.Id;
        Assert.True(await Get<ApiKeys>().RevokeAsync(caller, old, default));
        await Get<ApiKeys>().CreateAsync(caller, $"{Text} 3", ["tasks:read", "tasks:write"], DateTimeOffset.UnixEpoch, default);
        Person = await App.SeedPersonAsync(Text, Role.Viewer);
        Channel = await ChannelAsync(caller, ChannelKind.Email, new() { Name = Name(""), Settings = new() { To = ["ops@example.org", "dev@example.org"], Subject = "{{ topic }}" } });
        await ChannelAsync(caller, ChannelKind.Slack, new() { Name = Name(" 2"), Secret = "https://hooks.slack.com/services/s3cr3t", Settings = new() });
        Subscription = await SubscribeAsync(caller, Text, SubscriptionKind.Webhook);
        Disabled = await SubscribeAsync(caller, $"{Text} 2", SubscriptionKind.CloudEvents);
        for (var number = 0; number < deliveries; number++)
        {
            await DeliverAsync(Subscription, DeliveryStatus.Pending, ["The answer took more than 20 seconds."]);
            await DeliverAsync(Subscription, DeliveryStatus.Delivered, ["The destination answered with 503.", null]);
            await DeliverAsync(Disabled, DeliveryStatus.Paused, []);
            Dead = await DeliverAsync(Subscription, DeliveryStatus.Dead, ["No connection: refused.", $"The destination answered with 500: {Text}"]);
        }

        var disabled = await Get<SubscriptionSwitch>().DisableAsync(caller, Disabled, default);
        Assert.Null(disabled.Problem);
    }

    // Names of channels have no commas and colons.
    private string Name(string suffix) => Text.Replace(',', '.').Replace(':', '.') + suffix;

    private async Task<Guid> ChannelAsync(Caller caller, ChannelKind kind, ChannelInput input)
    {
        var created = await Get<ChannelDirectory>().CreateAsync(caller, kind, input, default);
        Assert.Null(created.Problem);
        return created.Channel!.Id;
    }

    private async Task<Guid> SubscribeAsync(Caller caller, string name, SubscriptionKind kind)
    {
        var url = $"https://hooks.example.org/robots?for={Uri.EscapeDataString(name)}";
        var input = new SubscriptionInput { Name = name, Url = url, Types = ["task.*", "robot.offline"], Credential = "authorization: Bearer s3cr3t" };
        var result = await Get<Subscriptions>().CreateAsync(caller, kind, input, default);
        Assert.Null(result.Problem);
        return result.Subscription!.Id;
    }

    private async Task<Guid> DeliverAsync(Guid subscription, DeliveryStatus status, string?[] problems)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await App.WriteAsync(async store =>
        {
            var recorded = await Get<Outbox>().RecordAsync(store, new OccurredEvent(Guid.Empty, "task.resolved", "/api/v1/tasks/1", new JsonObject { ["comment"] = Text }), default);
            store.Deliveries.Add(new EventDelivery
            {
                WorkspaceId = Workspace.DefaultId,
                Id = id,
                EventId = recorded.Id,
                SubscriptionId = subscription,
                Status = status,
                Attempts = problems.Length,
                DueAt = now.AddDays(1),
                DeliveredAt = status == DeliveryStatus.Delivered ? now : null,
            });
            store.DeliveryAttempts.AddRange(problems.Select((problem, index) => new DeliveryAttempt
            {
                Id = Guid.CreateVersion7(now),
                DeliveryId = id,
                At = now.AddSeconds(index),
                Milliseconds = 120 + index,
                Answer = problem is null ? 200 : 500,
                Problem = problem,
            }));
        });
        return id;
    }
}
