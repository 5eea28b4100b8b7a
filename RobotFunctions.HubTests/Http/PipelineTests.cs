using System.Net;
using Microsoft.Extensions.Options;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class PipelineTests
{
    [Fact]
    public async Task Every_answer_has_the_security_headers()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        foreach (var path in (string[])["/heartbeat", "/nope", "/api/v1/keys", "/docs/", "/openapi/v1.json"])
        {
            using var answer = await hub.Client.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Only_configured_origins_may_call_from_a_browser()
    {
        await using var closed = await HubApp.StartAsync(StoreKind.Sqlite);
        await using var open = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Cors:Origins:0", "https://app.example.org"));

        using var off = await closed.SendAsync(HttpMethod.Get, "/heartbeat", headers: ("Origin", "https://app.example.org"));
        using var allowed = await open.SendAsync(HttpMethod.Get, "/heartbeat", headers: ("Origin", "https://app.example.org"));
        using var other = await open.SendAsync(HttpMethod.Get, "/heartbeat", headers: ("Origin", "https://other.example.org"));

        Assert.False(off.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("https://app.example.org", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "192.0.2.7")]
    public async Task Forwarded_addresses_are_believed_from_configured_proxies_only(string? proxies, string recorded)
    {
        (string, string)[] settings = proxies is null ? [] : [("HubServer:Proxies:0", proxies)];
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: settings);
        var key = await hub.CreateKeyAsync();

        using var created = await hub.SendAsync(
            HttpMethod.Post, "/api/v1/keys", key, new { name = "b", scopes = new[] { "ping" } }, ("X-Forwarded-For", "192.0.2.7"), ("X-Request-ID", "r1"));
        using var audit = await hub.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=1", key);

        var entry = (await audit.JsonAsync()).GetProperty("items")[0];
        Assert.Equal(recorded, entry.GetProperty("address").GetString());
        Assert.Equal("r1", entry.GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Guesses_of_one_address_are_limited_and_a_valid_key_still_works()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Limits:AnonymousRequestsPerMinute", "3"));
        var key = await hub.CreateKeyAsync();

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 4; guess++)
        {
            using var answer = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys", $"rf_guess{guess}");
            statuses.Add(answer.StatusCode);
        }

        using var limited = await hub.SendAsync(HttpMethod.Get, "/heartbeat");
        using var valid = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys", key);
        using var health = await hub.Client.GetAsync("/health");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
        Assert.Contains("Retry-After", await limited.DetailAsync(), StringComparison.Ordinal);
        Assert.True(limited.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, valid.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_credential_that_used_up_its_limit_limits_no_other()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Limits:RequestsPerSecond", "1"));
        var (busy, other) = (await hub.CreateKeyAsync(), await hub.CreateKeyAsync());

        await Eventually.TrueAsync(async () => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(busy)))).Contains(HttpStatusCode.TooManyRequests));

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(other));

        async Task<HttpStatusCode> StatusAsync(string key)
        {
            using var answer = await hub.SendAsync(HttpMethod.Get, "/heartbeat/private", key);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_access_log_has_the_route_and_the_caller_and_no_query_or_secret()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync();

        using var answer = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys?limit=7&secret=s3cr3t", key);

        var line = Assert.Single(hub.Logs.Lines, static entry => entry.Category == "RobotFunctions.Hub.AccessLog");
        Assert.StartsWith("GET /api/v1/keys", line.Text, StringComparison.Ordinal);
        Assert.Contains("400", line.Text, StringComparison.Ordinal);
        Assert.EndsWith("key:test.", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Logs.Lines, entry => entry.Text.Contains("s3cr3t", StringComparison.Ordinal) || entry.Text.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HubServer:Proxies:0", "10.0.0.1", "CIDR")]
    [InlineData("HubServer:PictureOrigins:0", "https://pictures.example/folder", "scheme, host and port only")]
    [InlineData("HubServer:PictureOrigins:0", "https://a.example; script-src *", "scheme, host and port only")]
    [InlineData("HubServer:PictureOrigins:0", "*", "scheme, host and port only")]
    [InlineData("HubServer:Cors:Origins:0", "https://a.example.org/path", "not an origin")]
    [InlineData("HubServer:Cors:Origins:0", "*", "not an origin")]
    [InlineData("HubServer:Limits:RequestsPerSecond", "0", "between 1 and")]
    [InlineData("HubServer:Limits:RequestPerSecond", "1", "not a setting")]
    [InlineData("HubServer:Retention:Deliveries", "00:59:59", "between 01:00:00")]
    [InlineData("HubServer:Tokens:Audience", "hub", "Authority is missing")]
    [InlineData("HubServer:Tokens:Authority", "https://issuer.example.org", "Audience is required")]
    [InlineData("HubServer:Tokens:Authority", "http://issuer.example.org", "HTTPS")]
    public async Task A_setting_that_is_not_valid_stops_the_start(string name, string value, string why)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => HubApp.StartAsync(StoreKind.Sqlite, settings: (name, value)));

        Assert.Contains(refused.Failures, failure => failure.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traces_metrics_and_logs_go_to_the_collector()
    {
        await using var collector = LoopbackServer.Answering(200);
        var hub = await HubApp.StartAsync(
            StoreKind.Sqlite, settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        using (await hub.Client.GetAsync("/heartbeat"))
        {
        }

        await hub.DisposeAsync();

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], collector.Exchanges.Select(static exchange => exchange.Target).Distinct().Order());
        Assert.Contains(collector.Exchanges, static exchange => exchange.Target == "/v1/traces" && exchange.Text.Contains("/heartbeat", StringComparison.Ordinal));
    }
}
