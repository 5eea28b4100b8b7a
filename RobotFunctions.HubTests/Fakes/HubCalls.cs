using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Calls of a Hub with keys.</summary>
internal static class HubCalls
{
    /// <summary>Creates a key, as the command line does.</summary>
    /// <param name="hub">The Hub.</param>
    /// <param name="scopes">Its scopes; all if none are given.</param>
    public static Task<string> CreateKeyAsync(this HubApp hub, params string[] scopes) => hub.CreateKeyAsync(Workspace.DefaultId, expiresAt: null, scopes);

    /// <inheritdoc cref="CreateKeyAsync(HubApp, string[])"/>
    public static async Task<string> CreateKeyAsync(this HubApp hub, Guid workspace, DateTimeOffset? expiresAt, params string[] scopes)
    {
        var keys = hub.Services.GetRequiredService<ApiKeys>();
        var (_, secret) = await keys.CreateAsync(CommandLineCaller.In(workspace), "test", scopes.Length == 0 ? Scopes.All : scopes, expiresAt, CancellationToken.None);
        return secret;
    }

    /// <summary>Creates a workspace.</summary>
    public static async Task<Guid> CreateWorkspaceAsync(this HubApp hub, string name)
    {
        var id = Guid.NewGuid();
        await hub.WriteAsync(store =>
        {
            store.Workspaces.Add(new Workspace { Id = id, Name = name, CreatedAt = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        });
        return id;
    }

    /// <summary>Sends a request with a bearer credential.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this HubApp hub, HttpMethod method, string path, string? bearer = null, object? json = null, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonContent.Create(json) };
        if (bearer is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return hub.Client.SendAsync(request);
    }

    /// <summary>Reads the body of an answer.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    /// <summary>Reads the sentence of a problem, after verifying that it is one.</summary>
    public static async Task<string> DetailAsync(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.Equal(answer.Headers.GetValues("X-Request-ID").Single(), problem.GetProperty("request_id").GetString());
        return problem.GetProperty("detail").GetString()!;
    }

    /// <summary>A caller of the default workspace.</summary>
    public static Caller CallerWith(string credential) => new(Workspace.DefaultId, "key:test", credential, FrozenSet<string>.Empty);
}
