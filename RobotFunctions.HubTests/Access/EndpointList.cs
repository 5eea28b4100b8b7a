using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Pages;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Access;

/// <summary>An endpoint of the Hub.</summary>
/// <param name="Pattern">Its route.</param>
/// <param name="Method">A method that it has.</param>
/// <param name="Path">A path that leads to an object of the workspace <c>default</c>.</param>
/// <param name="Rule">Who may call it.</param>
internal sealed record ListedEndpoint(string Pattern, string Method, string Path, EndpointRule Rule);

/// <summary>The Hub's own list of endpoints, so that a new one is tested without a change of the tests.</summary>
internal static class EndpointList
{
    /// <summary>An object of the default workspace for each path with an id. A new path needs one.</summary>
    public static readonly Dictionary<string, Func<HubApp, Task<Guid>>> Objects = new()
    {
        ["/api/v1/subscriptions/{id:guid}"] = static async hub => (await SubscribeAsync(hub)).Id,
        ["/api/v1/deliveries/{id:guid}"] = static async hub => await DeliverAsync(hub),
        ["/api/v1/schemas/{id:guid}"] = static async hub => (await InstallAsync(hub)).Schema.Id,
        ["/api/v1/tasks/{id:guid}"] = static async hub => await PostTaskAsync(hub),
        ["/api/v1/topics/{id:guid}"] = static async hub => await AddTopicAsync(hub),
        ["/api/v1/assistance/{id:guid}"] = static async hub => await AskAsync(hub),
        ["/assistance/{id:guid}"] = static async hub => await AskAsync(hub),
        ["/api/v1/members/{id:guid}"] = static async hub => await AddMemberAsync(hub),
        ["/api/v1/people/{id:guid}"] = static async hub => await AddMemberAsync(hub),
        ["/account/passkeys/{id:guid}"] = static _ => Task.FromResult(Guid.NewGuid()),
        ["/people/{id:guid}"] = static async hub => await AddMemberAsync(hub),
        ["/api/v1/workspaces/{id:guid}"] = static hub => hub.CreateWorkspaceAsync($"w-{Guid.CreateVersion7()}"),
        ["/workspaces/{id:guid}"] = static hub => hub.CreateWorkspaceAsync($"w-{Guid.CreateVersion7()}"),
        ["/api/v1/projects/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.Project)).Id,
        ["/api/v1/levels/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.Level)).Id,
        ["/api/v1/robots/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.Robot)).Id,
        ["/api/v1/fixed-assets/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.FixedAsset)).Id,
        ["/api/v1/maps/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.Map)).Id,
        ["/api/v1/map-features/{id:guid}"] = static async hub => (await CreateAsync(hub, RegistryKind.MapFeature)).Id,
        ["/api/v1/channels/{id:guid}"] = static async hub => await ChannelAsync(hub),
        ["/api/v1/keys/{id:guid}"] = static hub => hub.ReadAsync(static store => store.ApiKeys.OrderBy(static key => key.Id).Select(static key => key.Id).FirstAsync()),
    };

    /// <summary>Lists the endpoints for machines, or the pages for people; what removes an object last, so that the others find it.</summary>
    public static async Task<List<ListedEndpoint>> ReadAsync(HubApp hub, bool pages)
    {
        var found = new List<ListedEndpoint>();
        foreach (var endpoint in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageMark>() is not null == pages))
        {
            var pattern = endpoint.RoutePattern.RawText!;
            var rule = endpoint.Metadata.GetMetadata<EndpointRule>()!;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                found.Add(new ListedEndpoint(pattern, method, await PathAsync(hub, pattern), rule));
            }
        }

        return [.. found.OrderBy(static endpoint => endpoint.Method == "DELETE" || endpoint.Pattern is "/sign-out")];
    }

    private static async Task<string> PathAsync(HubApp hub, string pattern)
    {
        var path = pattern.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{documentName?}", "", StringComparison.Ordinal)
            .Replace("{token}", SecretToken.Create(), StringComparison.Ordinal).Replace("{workspace}", Workspace.DefaultName, StringComparison.Ordinal)
            .Replace("{sequence:int}", "1", StringComparison.Ordinal).Replace(KindConstraint.Parameter, RegistryKind.Robot.Plural, StringComparison.Ordinal);
        if (path.Contains("{id", StringComparison.Ordinal))
        {
            var end = path.IndexOf('}', StringComparison.Ordinal);

            // The pages of an object have the path of its endpoints.
            var key = path[..(end + 1)].Replace($"/w/{Workspace.DefaultName}/", "/api/v1/", StringComparison.Ordinal).Replace("/registry/", "/", StringComparison.Ordinal);
            Assert.True(Objects.TryGetValue(key, out var find), $"Add an object for {key} to the matrix.");
            path = path[..path.IndexOf('{', StringComparison.Ordinal)] + await find(hub) + path[(end + 1)..];
        }

        Assert.DoesNotContain("{", path, StringComparison.Ordinal);
        return path;
    }

    private static async Task<Subscription> SubscribeAsync(HubApp hub)
    {
        var input = new SubscriptionInput { Name = Guid.CreateVersion7().ToString(), Url = "https://example.org/" };
        var created = await hub.Services.GetRequiredService<Subscriptions>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, input, default);
        return created.Subscription!;
    }

    private static async Task<Guid> ChannelAsync(HubApp hub)
    {
        var input = new ChannelInput { Name = Guid.CreateVersion7().ToString(), Settings = new() };
        return (await hub.Services.GetRequiredService<ChannelDirectory>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), ChannelKind.Log, input, default)).Channel!.Id;
    }

    private static async Task<Guid> DeliverAsync(HubApp hub)
    {
        var subscription = await SubscribeAsync(hub);
        var sent = await hub.Services.GetRequiredService<Subscriptions>().TestAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, default);
        return sent.Delivery!.Id;
    }

    private static async Task<SchemaInstalled> InstallAsync(HubApp hub)
    {
        var file = Encoding.UTF8.GetBytes(SchemaFiles.WithType("webhook_url: https://example.org/").Replace("name: a", $"name: {Guid.CreateVersion7()}", StringComparison.Ordinal));
        return Assert.IsType<SchemaInstalled>(await hub.Services.GetRequiredService<SchemaInstaller>().InstallAsync(CommandLineCaller.In(Workspace.DefaultId), file, isDryRun: false, default));
    }

    private static async Task<Guid> PostTaskAsync(HubApp hub)
    {
        var posted = new TaskPost((await InstallAsync(hub)).Schema.Name, "t");
        return Assert.IsType<TaskDone>(await hub.Services.GetRequiredService<TaskPosting>().PostAsync(CommandLineCaller.In(Workspace.DefaultId), posted, default)).Snapshot.Task.Id;
    }

    private static async Task<Guid> AddTopicAsync(HubApp hub)
    {
        var name = Guid.CreateVersion7().ToString();
        await hub.AddSilentChannelAsync(name);
        return (await hub.CreateTopicAsync(name, new StepBody("at once", [name]))).Id;
    }

    private static async Task<Guid> AskAsync(HubApp hub)
    {
        await AddTopicAsync(hub);
        return await hub.AskForHelpAsync(await hub.ReadAsync(static store => store.Topics.OrderBy(static topic => topic.Id).Select(static topic => topic.Name).LastAsync()));
    }

    private static async Task<Guid> AddMemberAsync(HubApp hub)
    {
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var added = await people.AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson($"member-{Guid.CreateVersion7()}", null, Role.Viewer));
        return added.Person!.Id;
    }

    private static async Task<RegistryItem> CreateAsync(HubApp hub, RegistryKind kind)
    {
        var body = new JsonObject { ["name"] = $"{Guid.CreateVersion7()}" };
        if (kind.Parent is { } parent)
        {
            body[kind.ParentMember] = (await CreateAsync(hub, parent)).Id;
        }

        foreach (var (member, value) in new[] { ("robot_type", "agv"), ("asset_type", "OTHER"), ("map_type", "VECTOR_MAP"), ("feature_type", "ZONE") }.Where(given => given.Item1.StartsWith(kind.Name.Split('-')[^1], StringComparison.Ordinal)))
        {
            body[member] = value;
        }

        var created = await hub.Services.GetRequiredService<RegistryObjects>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), kind, body, default);
        return created.Item!;
    }
}
