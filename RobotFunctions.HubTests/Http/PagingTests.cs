using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class PagingTests
{
    [Theory]
    [Stores]
    public async Task Pages_show_every_row_once_newest_first_also_rows_of_one_moment(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time));
        for (var group = 0; group < 3; group++)
        {
            for (var number = 0; number < 5; number++)
            {
                await hub.CreateKeyAsync("ping");
            }

            time.Advance(TimeSpan.FromMilliseconds(7));
        }

        var key = await hub.CreateKeyAsync();
        var seen = new List<string>();
        string? path = "/api/v1/keys?limit=4";
        while (path is not null)
        {
            using var answer = await hub.SendAsync(HttpMethod.Get, path, key);
            var page = await answer.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!));
            Assert.Equal(answer.Headers.Contains("Link"), page.GetProperty("next_cursor").ValueKind == JsonValueKind.String);
            path = answer.Headers.TryGetValues("Link", out var link) ? link.Single()[1..].Split('>')[0] : null;
        }

        Assert.Equal(16, seen.Distinct().Count());
        Assert.Equal(16, seen.Count);
        using var whole = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys", key);
        Assert.Equal((await whole.JsonAsync()).GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!), seen);
    }

    [Theory]
    [Stores]
    public async Task A_filter_that_changes_within_a_list_is_refused(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await hub.CreateKeyAsync();
        var key = await hub.CreateKeyAsync();
        using var first = await hub.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=1&action=key.created", key);
        var cursor = (await first.JsonAsync()).GetProperty("next_cursor").GetString();

        using var changed = await hub.SendAsync(HttpMethod.Get, $"/api/v1/audit?limit=1&action=key.revoked&cursor={cursor}", key);
        using var same = await hub.SendAsync(HttpMethod.Get, $"/api/v1/audit?limit=100&action=key.created&cursor={cursor}", key);

        Assert.Equal(HttpStatusCode.BadRequest, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Equal(1, (await same.JsonAsync()).GetProperty("items").GetArrayLength());
    }
}
