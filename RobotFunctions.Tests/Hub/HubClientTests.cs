using System.Text;
using RobotFunctions.Core.Hub;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Hub;

public sealed class HubClientTests : IDisposedAsync
{
    private readonly HubClientFixture _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_ping_asks_the_private_heartbeat_with_the_key_and_a_request_id()
    {
        _hub.Handler.Answer(204).Answer(204);

        Assert.Equal(204, Assert.IsType<HubOk>(await _hub.Client.PingAsync(default)).Status);
        await _hub.Client.PingAsync(default);

        var call = _hub.Handler.Calls[0];
        Assert.Equal((HttpMethod.Get, "https://hub.example/below/heartbeat/private"), (call.Method, call.Url.ToString()));
        Assert.Equal($"Bearer {HubClientFixture.Key}", call.Headers["Authorization"]);
        Assert.Null(call.Body);
        Assert.False(call.Headers.ContainsKey("Idempotency-Key"));
        Assert.NotEqual(call.Headers["X-Request-ID"], _hub.Handler.Calls[1].Headers["X-Request-ID"]);
        Assert.Equal(7, Guid.Parse(call.Headers["X-Request-ID"]).Version);
    }

    [Fact]
    public async Task A_post_carries_its_body_and_the_callers_idempotency_key()
    {
        _hub.Handler.Answer(201, """{"id":1}""");

        var outcome = await PostAsync();

        var call = Assert.Single(_hub.Handler.Calls);
        Assert.Equal((HttpMethod.Post, "https://hub.example/below/api/v1/tasks/", "{}"), (call.Method, call.Url.ToString(), call.Text));
        Assert.Equal(("run-1", "application/json"), (call.Headers["Idempotency-Key"], call.Headers["Content-Type"]));
        Assert.Equal("""{"id":1}""", Encoding.UTF8.GetString(Assert.IsType<HubOk>(outcome).Body.Span));
    }

    [Theory]
    [InlineData(400, """{"title":"Bad","detail":"The body is not JSON.\nSend JSON."}""", "The body is not JSON. Send JSON.")]
    [InlineData(401, """{"detail":"There is no such key."}""", "There is no such key.")]
    [InlineData(403, "<html>proxy</html>", "")]
    [InlineData(409, """{"detail":5}""", "")]
    [InlineData(422, "{\"detail\":\"\\ud800\"}", "")]
    [InlineData(501, """{"detail":"No key exists at all."}""", "No key exists at all.")]
    [InlineData(302, "", "")]
    public async Task What_would_be_refused_again_is_refused_with_the_Hubs_own_words_on_one_line(int status, string body, string detail)
    {
        _hub.Handler.Answer(status, body, ("Location", "https://elsewhere.example"));

        Assert.Equal(new HubRefused(status, detail), await PostAsync());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task What_may_succeed_later_is_unavailable(int status)
    {
        _hub.Handler.Answer(status, """{"detail":"Come back."}""");

        Assert.Equal(new HubUnavailable($"answered {status}. Come back", RetryAfter: null), await PostAsync());
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 20 Aug 2026 12:01:30 GMT", 90)]
    [InlineData("4294968", 300)]
    [InlineData("soon", null)]
    public async Task The_wait_that_the_Hub_asks_for_is_read_within_bounds(string header, int? seconds)
    {
        _hub.Handler.Answer(503, "", ("Retry-After", header));

        var unavailable = Assert.IsType<HubUnavailable>(await PostAsync());

        Assert.Equal(seconds, unavailable.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_server_that_is_not_a_Hub_does_not_pass_for_one()
    {
        _hub.Handler.Answer(200, "<html>Welcome</html>");

        Assert.Equal(new HubRefused(200, "That is not the answer of a Hub."), await _hub.Client.PingAsync(default));
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_not_read()
    {
        await using var server = LoopbackServer.Answering(200, new string('x', HubClient.MaxAnswerBytes + 1));
        await using var hub = new HubClientFixture(server.Url);

        Assert.Equal("answered with more than 1048576 bytes", Assert.IsType<HubUnavailable>(await hub.Client.PingAsync(default)).Reason);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        await using var server = new LoopbackServer(static async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (true)
            {
                await exchange.WriteAsync(new byte[64 * 1024]);
            }
        });
        await using var hub = new HubClientFixture(server.Url);

        Assert.Equal("answered with more than 1048576 bytes", Assert.IsType<HubUnavailable>(await hub.Client.PingAsync(default)).Reason);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_none()
    {
        await using var server = new LoopbackServer(static exchange => exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nxx"));
        await using var hub = new HubClientFixture(server.Url);

        Assert.StartsWith("did not send a complete answer", Assert.IsType<HubUnavailable>(await hub.Client.PingAsync(default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Hub_that_is_not_there_is_unavailable()
    {
        await using var hub = new HubClientFixture("http://127.0.0.1:1");

        Assert.IsType<HubUnavailable>(await hub.Client.PingAsync(default));
    }

    [Fact]
    public async Task A_Hub_that_stalls_is_unavailable_after_the_time_out()
    {
        var reached = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            reached.SetResult();
            await exchange.StallAsync();
        });
        await using var hub = new HubClientFixture(server.Url);

        var pinging = hub.Client.PingAsync(default);
        await reached.Task;
        hub.Time.Advance(HubClient.Timeout);

        Assert.Equal(new HubUnavailable("did not answer within 30 seconds", RetryAfter: null), await pinging);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await cancellation.CancelAsync();
            await exchange.StallAsync();
        });
        await using var hub = new HubClientFixture(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Client.PingAsync(cancellation.Token));
    }

    [Fact]
    public async Task The_key_does_not_follow_a_redirect()
    {
        await using var elsewhere = LoopbackServer.Answering(204);
        await using var server = LoopbackServer.Answering(307, "", ("Location", elsewhere.Url));
        await using var hub = new HubClientFixture(server.Url);

        Assert.IsType<HubRefused>(await hub.Client.PingAsync(default));

        Assert.Empty(elsewhere.Exchanges);
    }

    [Fact]
    public async Task The_key_is_never_logged()
    {
        await using var server = LoopbackServer.Answering(503);
        await using var hub = new HubClientFixture(server.Url);

        await hub.Client.PingAsync(default);

        Assert.Contains(HubClientFixture.Key, Assert.Single(server.Exchanges).Headers["Authorization"], StringComparison.Ordinal);
        Assert.DoesNotContain(HubClientFixture.Key, string.Join('\n', hub.Logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Hub_calling_it_is_a_mistake()
    {
        await using var hub = new HubClientFixture(isConfigured: false);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PingAsync(default));
    }

    private Task<HubOutcome> PostAsync() => _hub.Client.PostAsync("api/v1/tasks/", "{}"u8.ToArray(), "run-1", default);
}
