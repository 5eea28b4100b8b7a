using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class IdempotencyTests
{
    private static readonly object NewKey = new { name = "b", scopes = new[] { "ping" } };

    [Theory]
    [Stores]
    public async Task The_same_request_again_gets_the_first_answer_again(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();

        using var first = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));
        using var second = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(2, await hub.ReadAsync(static store => store.ApiKeys.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task An_answer_with_a_secret_is_stored_encrypted(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();

        using var answer = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));

        var secret = (await answer.JsonAsync()).GetProperty("key").GetString()!;
        var stored = await hub.ReadAsync(static store => store.Set<IdempotentRequest>().SingleAsync());
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(stored.Answer!), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_key_belongs_to_one_body_and_one_credential(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var (one, two) = (await hub.CreateKeyAsync(), await hub.CreateKeyAsync());
        using var first = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", one, NewKey, ("Idempotency-Key", "1"));

        using var otherBody = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", one, new { name = "c", scopes = new[] { "ping" } }, ("Idempotency-Key", "1"));
        using var otherCredential = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", two, NewKey, ("Idempotency-Key", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, otherBody.StatusCode);
        Assert.Contains("another request", await otherBody.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, otherCredential.StatusCode);
        Assert.False(otherCredential.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [Stores]
    public async Task A_refused_request_frees_its_key(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();

        using var refused = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, new { name = "", scopes = new[] { "ping" } }, ("Idempotency-Key", "1"));
        using var unknown = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, new { nome = "" }, ("Idempotency-Key", "1"));
        using var right = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task Of_many_at_once_one_runs_and_the_others_are_told_that_it_does(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var release = new TaskCompletionSource();
        var runs = 0;

        var calls = Enumerable.Range(0, 8).Select(_ => InvokeAsync(hub, async context =>
        {
            Interlocked.Increment(ref runs);
            await release.Task;
            context.Response.StatusCode = StatusCodes.Status201Created;
        })).ToList();
        var ended = 0;
        await foreach (var _ in Task.WhenEach(calls))
        {
            if (++ended == calls.Count - 1)
            {
                release.SetResult();
            }
        }

        var statuses = (await Task.WhenAll(calls)).Order().ToList();
        Assert.Equal(1, runs);
        Assert.Equal([201, .. Enumerable.Repeat(409, 7)], statuses);
    }

    [PostgresFact]
    public async Task Replicas_share_their_answers()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        await using var one = await HubApp.StartAsync(StoreKind.Postgres, database: database);
        await using var two = await HubApp.StartAsync(StoreKind.Postgres, database: database);
        var key = await one.CreateKeyAsync();

        using var first = await one.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));
        using var second = await two.SendAsync(HttpMethod.Post, "/api/v1/keys", key, NewKey, ("Idempotency-Key", "1"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [Stores]
    public async Task An_exception_frees_the_key(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);

        await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync(hub, static _ => throw new InvalidOperationException()));

        Assert.Equal(204, await InvokeAsync(hub, Succeed));
    }

    [Theory]
    [Stores]
    public async Task A_request_that_died_with_its_process_is_taken_over_after_five_minutes(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time));
        var store = hub.Services.GetRequiredService<IdempotencyStore>();
        Assert.Null(await store.TryStartAsync([1], [2], CancellationToken.None));

        time.Skip(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await store.TryStartAsync([1], [2], CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await store.TryStartAsync([1], [2], CancellationToken.None));
    }

    [Theory]
    [Stores]
    public async Task After_a_day_an_answer_is_purged_and_the_key_is_new(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time));
        var store = hub.Services.GetRequiredService<IdempotencyStore>();
        await store.TryStartAsync([1], [2], CancellationToken.None);
        await store.CompleteAsync([1], 204, new RecordedAnswer(new Dictionary<string, string>(), []), CancellationToken.None);

        time.Skip(IdempotencyStore.Retention - TimeSpan.FromSeconds(1));
        await store.PurgeAsync(CancellationToken.None);
        Assert.Equal(204, (await store.TryStartAsync([1], [2], CancellationToken.None))!.Status);
        time.Advance(TimeSpan.FromSeconds(1));

        await store.PurgeAsync(CancellationToken.None);
        Assert.Equal(0, await hub.ReadAsync(static store => store.Set<IdempotentRequest>().CountAsync()));
        Assert.Null(await store.TryStartAsync([1], [3], CancellationToken.None));
    }

    [Theory]
    [Stores]
    public async Task A_purge_that_finds_the_store_unavailable_is_tried_again_and_does_not_stop_the_Hub(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind);
        using var purge = new IdempotencyPurge(hub.Services.GetRequiredService<IdempotencyStore>(), time, hub.Logs.For<IdempotencyPurge>());
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("""ALTER TABLE "IdempotentRequests" RENAME TO "gone" """));

        await purge.StartAsync(CancellationToken.None);
        await time.TimersArmedAsync(1);
        while (!hub.Logs.Lines.Any(static line => line.Text.Contains("next attempt is in an hour", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        Assert.False(purge.ExecuteTask!.IsCompleted);
        await purge.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_refused_never_an_error()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        string[] odd = ["", new string('x', 256), "a\tb", "\u00e9", "a\u0000"];

        foreach (var text in odd)
        {
            Assert.Equal(400, await InvokeAsync(hub, Succeed, text));
        }

        Assert.Equal(204, await InvokeAsync(hub, Succeed, new string('x', 255)));
    }

    [Fact]
    public void Different_requests_have_different_fingerprints() => Prop.ForAll(
        ArbMap.Default.ArbFor<(string Path, byte[] Body)>(), ArbMap.Default.ArbFor<(string Path, byte[] Body)>(), static (one, two) =>
        {
            var same = (one.Path ?? "") == (two.Path ?? "") && (one.Body ?? []).AsSpan().SequenceEqual(two.Body ?? []);
            return same == Fingerprint(one).AsSpan().SequenceEqual(Fingerprint(two));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_cannot_be_split_differently_to_the_same_digest() => Assert.NotEqual(Idempotency.Digest("ab", "c"), Idempotency.Digest("a", "bc"));

    private static byte[] Fingerprint((string Path, byte[] Body) request) => Idempotency.Fingerprint("POST", request.Path ?? "", request.Body ?? []);

    private static Task Succeed(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task<int> InvokeAsync(HubApp hub, RequestDelegate endpoint, string key = "1")
    {
        var context = new DefaultHttpContext { RequestServices = hub.Services };
        context.Request.Method = "POST";
        context.Request.Headers[Idempotency.Header] = key;
        context.SetEndpoint(new RouteEndpoint(endpoint, RoutePatternFactory.Parse("/test"), 0, null, null));
        context.Features.Set(HubCalls.CallerWith("key:1"));
        await hub.Services.GetRequiredService<Idempotency>().InvokeAsync(context, endpoint);
        return context.Response.StatusCode;
    }
}
