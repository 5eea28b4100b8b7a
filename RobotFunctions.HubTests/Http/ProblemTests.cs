using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("GET", "/nope", null, 404, "Nothing is at this path")]
    [InlineData("GET", "/api/v1/keys/not-a-uuid", null, 404, "Nothing is at this path")]
    [InlineData("PUT", "/api/v1/keys", null, 405, "Allow")]
    [InlineData("GET", "/api/v1/keys?limit=x", null, 400, "parameter limit is")]
    [InlineData("GET", "/api/v1/keys?limit=0", null, 400, "between 1 and 500")]
    [InlineData("GET", "/api/v1/keys?limit=501", null, 400, "between 1 and 500")]
    [InlineData("GET", "/api/v1/keys?cursor=x", null, 400, "cursor does not belong")]
    [InlineData("GET", "/api/v1/keys?limits=1", null, 400, "no query parameter 'limits'")]
    [InlineData("GET", "/api/v1/audit?Action=x&who=y", null, 400, "no query parameter 'who'")]
    [InlineData("POST", "/api/v1/keys", "{\"na", 400, "not JSON")]
    [InlineData("POST", "/api/v1/keys", "", 400, "needs a JSON body")]
    [InlineData("POST", "/api/v1/keys", "null", 400, "needs a JSON body")]
    [InlineData("POST", "/api/v1/keys", "[]", 422, "The body is null or not of its type")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"scopes\":[\"ping\"],\"odd\":1}", 422, "member odd")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"name\":\"b\",\"scopes\":[\"ping\"]}", 422, "member name twice")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\"}", 422, "lacks required members: scopes")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":null,\"scopes\":[]}", 422, "The value of name is null")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"scopes\":[1]}", 422, "The value of scopes[0]")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"scopes\":[\"pong\"]}", 422, "no scope 'pong'")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"scopes\":[]}", 422, "at least one scope")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\\nb\",\"scopes\":[\"ping\"]}", 422, "1 to 200 characters")]
    [InlineData("POST", "/api/v1/keys", "{\"name\":\"a\",\"scopes\":[\"ping\"],\"expires_at\":\"2001-01-01T00:00:00Z\"}", 422, "has passed")]
    public async Task A_request_that_is_not_valid_is_told_why(string method, string path, string? body, int status, string why)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("api-key", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await hub.Client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        var detail = await answer.DetailAsync();
        Assert.Contains(why, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("RobotFunctions", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_type_is_415_and_a_large_one_413()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        hub.Client.DefaultRequestHeaders.Add("api-key", await hub.CreateKeyAsync());

        using var form = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var odd = await hub.Client.PostAsync("/api/v1/keys", form);
        using var large = new StringContent($"{{\"name\":\"{new string('x', 1024 * 1024)}\"}}", Encoding.UTF8, "application/json");
        using var tooLarge = await hub.Client.PostAsync("/api/v1/keys", large);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, odd.StatusCode);
        Assert.Contains("application/json", await odd.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Contains("1048576", await tooLarge.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_failure_is_in_the_log_and_not_in_the_answer(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("""DROP TABLE "ApiKeys" """));

        using var answer = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys", key);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("The Hub could not answer. If it happens again, tell its operator the request_id.", await answer.DetailAsync());
        Assert.DoesNotContain("ApiKeys", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(hub.Logs.Lines, static entry => entry.Level == LogLevel.Error && entry.Text.Contains("ApiKeys", StringComparison.Ordinal));
    }
}
