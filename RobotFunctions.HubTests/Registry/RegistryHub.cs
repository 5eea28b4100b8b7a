using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Registry;

/// <summary>A running Hub with a fake time, and the calls of a client of its registry.</summary>
internal sealed class RegistryHub : IAsyncDisposable
{
    private RegistryHub(HubApp app, FakeTimeProvider time, string key) => (App, Time, Key) = (app, time, key);

    public HubApp App { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>A key of the workspace <c>default</c> with all scopes.</summary>
    public string Key { get; }

    public static async Task<RegistryHub> StartAsync(StoreKind kind, FakeTimeProvider? time = null, TestDatabase? database = null, params (string Name, string Value)[] settings)
    {
        time ??= new FakeTimeProvider();
        var app = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time), database, [("HubServer:Limits:RequestsPerSecond", "100000"), .. settings]);
        return new RegistryHub(app, time, await app.CreateKeyAsync());
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Creates a project with a level.</summary>
    /// <returns>Their ids.</returns>
    public async Task<(string Project, string Level)> CreateLevelAsync(string name = "hall")
    {
        var project = await CreateAsync("projects", new { name = $"project of {name}" });
        return (project, await CreateAsync("levels", new { name, project_id = project }));
    }

    /// <summary>Creates a robot.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> CreateRobotAsync(string name = "r1", string? level = null, string? serial = null)
    {
        level ??= (await CreateLevelAsync($"level of {name}")).Level;
        return $"/api/v1/robots/{await CreateAsync("robots", new { name, robot_type = "agv/model-x", level_id = level, serial_number = serial })}";
    }

    /// <summary>Creates an object.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string kind, object body)
    {
        var (status, created) = await SendAsync(HttpMethod.Post, $"/api/v1/{kind}", body);
        Assert.True(status == HttpStatusCode.Created, $"{status} {created}");
        return created.GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {body}");
        return body;
    }

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await App.SendAsync(method, path, Key, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Sends a request that is refused.</summary>
    /// <returns>The sentence that says why.</returns>
    public async Task<string> RefusedAsync(HttpStatusCode expected, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var (status, problem) = await SendAsync(method, path, body, headers);
        Assert.True(status == expected, $"{method} {path}: {status} {problem}");
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.EndsWith(".", detail, StringComparison.Ordinal);
        return detail;
    }

    /// <summary>The events of the workspace <c>default</c>, as the feed has them. Transactions of other tests on the same server hold it back for a moment.</summary>
    public async Task<List<JsonElement>> EventsAsync()
    {
        List<JsonElement> found = [];
        await Eventually.TrueAsync(async () =>
        {
            found = [.. (await ReadAsync("/api/v1/events?limit=500")).GetProperty("items").EnumerateArray()];
            return found.Count == await App.ReadAsync(static store => store.Events.CountAsync(static recorded => recorded.WorkspaceId == Workspace.DefaultId));
        });
        return found;
    }

    /// <summary>What was audited of an object, in order.</summary>
    public Task<List<string>> AuditedAsync(string id) => App.ReadAsync(store => Task.FromResult(
        store.Audit.Where(entry => entry.Target == id).OrderBy(static entry => entry.At).ThenBy(static entry => entry.Id).Select(static entry => entry.Action).ToList()));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
