using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Access;

/// <summary>Every endpoint with every kind of credential. The list of endpoints is the Hub's own, so that a new one is tested without a change here.</summary>
public sealed class AuthorisationMatrixTests
{
    // What the endpoints of these paths read before they look for the object.
    private static readonly (string Path, string Body)[] Bodies =
    [
        ("/enable", """{"paused":"resume"}"""),
        ("/members/", """{"role":"viewer"}"""),
        ("/disable", """{"reason":"a test"}"""),
        ("/topics/", """{"name":"x","steps":[]}"""),
        ("/comments", """{"text":"x"}"""),
        ("/commands", """{"command":"cancel","run_id":"a"}"""),
        ("/reports", """{"interval_seconds":30}"""),
    ];

    [Theory]
    [Stores]
    public async Task Every_endpoint_lets_in_whom_its_rule_names_and_nobody_else(StoreKind kind)
    {
        await using var issuer = TestIssuer.Start();
        await using var hub = await HubApp.StartAsync(kind, settings: [.. issuer.Settings, ("HubServer:Limits:AnonymousRequestsPerMinute", "10000")]);
        var keep = await hub.CreateKeyAsync();
        var expired = await hub.CreateKeyAsync(Workspace.DefaultId, DateTimeOffset.UnixEpoch);
        var revoked = await hub.CreateKeyAsync();
        await RevokeAsync(hub, revoked);

        foreach (var (endpoint, method, path, rule) in await EndpointList.ReadAsync(hub, pages: false))
        {
            var others = Scopes.All.Where(scope => scope != rule.Scope).ToArray();
            var right = rule.Scope is null ? "ping" : rule.Scope;
            var now = TimeProvider.System.GetUtcNow();
            await ExpectAsync("no credential", null, null, 401);
            await ExpectAsync("an empty bearer", "Authorization", "Bearer ", 401);
            await ExpectAsync("another scheme", "Authorization", "Basic dTpw", 401);
            await ExpectAsync("an unknown bearer", "Authorization", $"Bearer {ApiKeySecret.Create()}", 401);
            await ExpectAsync("an unknown key", "api-key", ApiKeySecret.Create(), 403);
            await ExpectAsync("an expired bearer", "Authorization", $"Bearer {expired}", 401);
            await ExpectAsync("an expired key", "api-key", expired, 403);
            await ExpectAsync("a revoked bearer", "Authorization", $"Bearer {revoked}", 401);
            await ExpectAsync("a bad token", "Authorization", "Bearer eyJ.x.y", 401);
            if (rule.Scope is not null)
            {
                await ExpectAsync("a key with every other scope", "api-key", await hub.CreateKeyAsync(others), 403);
                await ExpectAsync("a token with every other scope", "Authorization", $"Bearer {TokenWith(string.Join(' ', others))}", 403);
            }

            await ExpectAsync("a key with the scope", "api-key", await hub.CreateKeyAsync(right), null);
            await ExpectAsync("a token with the scope", "Authorization", $"Bearer {TokenWith(right)}", Scopes.IsOfInstance(right) ? 403 : null);

            string TokenWith(string scopes) => issuer.Issue(now, change: token => token.Claims["scope"] = scopes);

            async Task ExpectAsync(string credential, string? header, string? value, int? refused)
            {
                using var answer = await SendAsync(hub, method, path, header, value);
                var status = (int)answer.StatusCode;
                var what = $"{method} {endpoint} with {credential} was answered with {status}.";
                if (rule.OpenBecause is not null || refused is null)
                {
                    // Tasks are cancelled by their posters only, which none of these keys is.
                    var isPosters = status == 403 && endpoint.EndsWith("/cancel", StringComparison.Ordinal) && (await answer.DetailAsync()).StartsWith("Only whoever posted", StringComparison.Ordinal);
                    Assert.False(!isPosters && (status is 401 or 403 or 501 or >= 500), what);
                }
                else
                {
                    Assert.True(status == refused, what);
                    Assert.NotEmpty(await answer.DetailAsync());
                    Assert.True(status != 401 || answer.Headers.WwwAuthenticate.Count == 1, what);
                }
            }
        }

        Assert.NotEmpty(keep);
    }

    [Theory]
    [Stores]
    public async Task No_endpoint_shows_an_object_of_another_workspace(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await hub.CreateKeyAsync();
        var stranger = await hub.CreateKeyAsync(await hub.CreateWorkspaceAsync("second"), expiresAt: null);
        var ids = await Task.WhenAll(EndpointList.Objects.Values.Select(find => find(hub)));

        foreach (var (endpoint, method, path, rule) in (await EndpointList.ReadAsync(hub, pages: false)).Where(static found => found.Rule.OpenBecause is null && !Scopes.IsOfInstance(found.Rule.Scope ?? "")))
        {
            using var answer = await SendAsync(hub, method, path, "api-key", stranger);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.All(ids, id => Assert.DoesNotContain(id.ToString(), body, StringComparison.OrdinalIgnoreCase));
            Assert.True(!endpoint.Contains("{id", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.NotFound, $"{method} {endpoint} of another workspace was answered with {answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task An_endpoint_without_a_rule_stops_the_start()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/open", static () => "").AllowAnyone("It is a test.");
        app.VerifyRules();
        app.MapGet("/forgotten", static () => "");

        var refused = Assert.Throws<InvalidOperationException>(app.VerifyRules);

        Assert.Contains("/forgotten", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/open", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_names_a_scope_that_exists()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        var endpoints = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.All(endpoints, static endpoint => Assert.True(endpoint.Metadata.GetMetadata<EndpointRule>() is { } rule && (rule.Scope is null || Scopes.Exists(rule.Scope)), endpoint.DisplayName));
    }

    private static Task<HttpResponseMessage> SendAsync(HubApp hub, string method, string path, string? header, string? value)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path.EndsWith("/state", StringComparison.Ordinal) ? $"{path}?state=p" : path);
        if (method is "POST" or "PUT" or "PATCH")
        {
            var body = Bodies.Where(known => path.Contains(known.Path, StringComparison.Ordinal)).Select(static known => known.Body).FirstOrDefault("{}");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return hub.Client.SendAsync(request);
    }

    private static async Task RevokeAsync(HubApp hub, string key)
    {
        var digest = ApiKeySecret.Digest(key);
        var id = await hub.ReadAsync(store => store.ApiKeys.Where(stored => stored.Digest == digest).Select(static stored => stored.Id).SingleAsync());
        Assert.True(await hub.Services.GetRequiredService<ApiKeys>().RevokeAsync(CommandLineCaller.In(Workspace.DefaultId), id, CancellationToken.None));
    }
}
