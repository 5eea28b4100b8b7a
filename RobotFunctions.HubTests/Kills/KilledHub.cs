using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub as a child process, <c>robot hub</c>, which can be killed.</summary>
internal sealed class KilledHub : IDisposable
{
    private readonly RobotProcess _process;

    private KilledHub(RobotProcess process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Calls it with the key it was started with.</summary>
    public HttpClient Client { get; }

    /// <summary>Creates a key with all scopes and a subscription in a database, before any process uses it.</summary>
    public static async Task<(string Key, Guid Subscription)> PrepareAsync(StoreKind kind, TestDatabase database, string target)
    {
        await using var hub = await HubApp.StartAsync(kind, database: database, settings: ("HubServer:AllowPrivateDestinations", "true"));
        var created = await hub.Services.GetRequiredService<Subscriptions>().CreateAsync(
            CommandLineCaller.In(Workspace.DefaultId), SubscriptionKind.Webhook, new SubscriptionInput { Name = "receiver", Url = target }, default);
        return (await hub.CreateKeyAsync(), created.Subscription!.Id);
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<KilledHub> StartAsync(TemporaryFolder folder, TestDatabase database, string key, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string> { ["HubServer__Database"] = database.Setting, ["HubServer__AllowPrivateDestinations"] = "true" };
        foreach (var (name, value) in settings)
        {
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = RobotProcess.Start(folder.Path, environment, "hub", "--urls", "http://127.0.0.1:0");
        var listening = JsonElement.Parse(await process.LineAsync("Now listening on"));
        var client = new HttpClient { BaseAddress = new Uri(listening.GetProperty("State").GetProperty("address").GetString()!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new KilledHub(process, client);
    }

    /// <summary>Everything it wrote so far.</summary>
    public string Log => _process.Log;

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; gives its exit code once it has ended.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
    }
}
