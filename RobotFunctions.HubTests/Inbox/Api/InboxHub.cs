using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Inbox.Api;

/// <summary>A running Hub with fake time, and a key with all scopes that calls its inbox.</summary>
internal sealed class InboxHub : IAsyncDisposable
{
    private InboxHub(HubApp app, FakeTimeProvider time, string key) => (App, Time, Key) = (app, time, key);

    public HubApp App { get; }

    public FakeTimeProvider Time { get; }

    public string Key { get; }

    public static async Task<InboxHub> StartAsync(StoreKind kind, TestDatabase? database = null, FakeTimeProvider? time = null)
    {
        time ??= new FakeTimeProvider();
        var app = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time), database, ("HubServer:AllowPrivateDestinations", "true"));
        return new InboxHub(app, time, await app.CreateKeyAsync());
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>A person of the default workspace, as the pages make one.</summary>
    public static Caller Person(int number, bool isAdmin = false) => new(
        Workspace.DefaultId,
        $"person:{number}",
        $"session:{number}",
        (isAdmin ? [Scopes.TasksDecide, Scopes.SchemasWrite] : new[] { Scopes.TasksDecide }).ToFrozenSet(StringComparer.Ordinal),
        PersonId: new Guid(number, 0, 0, new byte[8]));

    /// <summary>Installs a schema file.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> InstallAsync(string yaml, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/schemas{query}") { Content = new StringContent(yaml, Encoding.UTF8, "application/yaml") };
        request.Headers.Add("api-key", Key);
        using var answer = await App.Client.SendAsync(request);
        return (answer.StatusCode, await answer.JsonAsync());
    }

    /// <summary>Posts a task.</summary>
    public async Task<JsonElement> PostAsync(object body)
    {
        var (status, answer) = await CallAsync(HttpMethod.Post, "/api/v1/tasks/", body);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {answer}");
        return answer.GetProperty("task");
    }

    /// <summary>Calls an endpoint.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null) => CallAsync(Key, method, path, body, ifMatch);

    /// <summary>Calls an endpoint with another key.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(string key, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("api-key", key);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var answer = await App.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Chooses a state.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> DecideAsync(string id, string state, object? body = null, string? ifMatch = null) =>
        CallAsync(HttpMethod.Patch, $"/api/v1/tasks/{id}/state?state={state}", body, ifMatch);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
