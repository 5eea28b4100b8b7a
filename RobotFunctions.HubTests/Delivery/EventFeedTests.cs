using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>What a consumer of <c>/api/v1/events</c> may rely on. <c>HUB_FEED_EVENTS</c> is the number of events of the long test, 1,000 by default.</summary>
public sealed class EventFeedTests
{
    private const int Writers = 8;

    private static readonly int Events =
        int.TryParse(Environment.GetEnvironmentVariable("HUB_FEED_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1000;

    [Theory]
    [Stores]
    public async Task A_consumer_that_is_killed_at_random_sees_each_event_of_concurrent_writers_once(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, settings: ("HubServer:Limits:RequestsPerSecond", "100000"));
        var consumer = new Consumer(hub.App, await hub.App.CreateKeyAsync(Scopes.DeliveriesRead), new Random(17));
        var recorded = new List<Guid>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(hub, recorded, new Random(writer))));

        while (!writing.IsCompleted)
        {
            await consumer.LiveAsync();
        }

        await writing;
        await Eventually.TrueAsync(async () =>
        {
            await consumer.LiveAsync();
            return consumer.Seen.Count >= recorded.Count;
        });
        Assert.Equal(Events / Writers * Writers, recorded.Count);
        Assert.Equal(recorded.Order(), consumer.Seen.Order());
        Assert.True(consumer.Kills > 0);
    }

    [PostgresFact]
    public async Task An_event_of_an_open_transaction_is_not_passed_over_by_later_ones_that_are_committed()
    {
        await using var hub = await DeliveryHub.StartAsync(StoreKind.Postgres);
        var consumer = new Consumer(hub.App, await hub.App.CreateKeyAsync(Scopes.DeliveriesRead), new Random(1));
        var (recorded, commit) = (new TaskCompletionSource<Guid>(), new TaskCompletionSource());
        var open = hub.App.WriteAsync(async store =>
        {
            var first = await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await store.SaveChangesAsync();
            recorded.SetResult(first.Id);
            await commit.Task;
        });
        var first = await recorded.Task;
        var second = (await hub.RecordAsync())[0].Id;

        await consumer.ReadAsync();
        Assert.Empty(consumer.Seen);

        commit.SetResult();
        await open;
        await Eventually.TrueAsync(async () =>
        {
            await consumer.ReadAsync();
            return consumer.Seen.Count == 2;
        });
        Assert.Equal([first, second], consumer.Seen);
    }

    [Theory]
    [Stores]
    public async Task A_cursor_of_a_quiet_workspace_stays_valid_and_one_that_was_not_used_is_answered_410(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, settings: ("HubServer:Retention:Deliveries", "02:00:00"));
        var key = await hub.App.CreateKeyAsync(Scopes.DeliveriesRead);
        await hub.RecordAsync(count: 3);
        var first = await ReadAsync(hub.App, key, "?limit=2", count: 2);
        var rest = await ReadAsync(hub.App, key, $"?after={Next(first)}", count: 1);

        var current = Next(rest);
        for (var hour = 0; hour < 4; hour++)
        {
            hub.Time.Skip(TimeSpan.FromHours(1));
            var quiet = await ReadAsync(hub.App, key, $"?after={current}");
            Assert.Equal(0, Count(quiet));
            current = Next(quiet);
        }

        await hub.RecordAsync();
        await ReadAsync(hub.App, key, $"?after={current}", count: 1);
        using var old = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/events?after={Next(first)}", key);
        Assert.Equal(HttpStatusCode.Gone, old.StatusCode);
        Assert.Contains("without after", await old.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_cursor_belongs_to_its_workspace_and_nonsense_is_refused(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await hub.RecordAsync();
        var key = await hub.App.CreateKeyAsync(Scopes.DeliveriesRead);
        var cursor = Next(await ReadAsync(hub.App, key, ""));
        var stranger = await hub.App.CreateKeyAsync(await hub.App.CreateWorkspaceAsync("second"), expiresAt: null);

        Assert.Equal(0, Count(await ReadAsync(hub.App, stranger, "")));
        foreach (var (who, query) in new[] { (stranger, $"?after={cursor}"), (key, "?after=x"), (key, $"?after={cursor[..^1]}"), (key, "?limit=0"), (key, "?limit=501") })
        {
            using var refused = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/events{query}", who);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Theory]
    [Stores]
    public async Task The_feed_is_read_by_its_index_among_many_events(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var few = await hub.App.CreateWorkspaceAsync("few");
        await hub.App.WriteAsync(store =>
        {
            for (var number = 0; number < 3000; number++)
            {
                store.Events.Add(new HubEvent { Id = Guid.NewGuid(), WorkspaceId = number % 100 == 0 ? few : Workspace.DefaultId, Type = "t", Subject = "/", At = DateTimeOffset.UnixEpoch, Body = [] });
            }

            return Task.CompletedTask;
        });

        var plan = await hub.App.ReadAsync(async store =>
        {
            await store.Database.ExecuteSqlRawAsync("ANALYZE");
            var horizon = await store.HorizonAsync(default);
            return await QueryPlan.OfAsync(store, EventFeed.Select(store, few, new EventCursor(0, 1500, default), horizon, limit: 50));
        });

        Assert.Contains("IX_Events_WorkspaceId_Transaction_Number", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    // Between the event and the commit other transactions begin and end.
    private static async Task WriteAsync(DeliveryHub hub, List<Guid> recorded, Random random)
    {
        for (var number = 0; number < Events / Writers; number++)
        {
            var id = Guid.Empty;
            await hub.App.WriteAsync(async store =>
            {
                id = (await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default)).Id;
                await store.SaveChangesAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(store is PostgresStore ? random.Next(8) : 0), TimeProvider.System);
            });
            lock (recorded)
            {
                recorded.Add(id);
            }
        }
    }

    // Other tests write to the same PostgreSQL server: what is newer than a transaction that has not ended is read later.
    private static async Task<JsonElement> ReadAsync(HubApp hub, string key, string query, int count)
    {
        var page = default(JsonElement);
        await Eventually.TrueAsync(async () => Count(page = await ReadAsync(hub, key, query)) == count);
        return page;
    }

    private static async Task<JsonElement> ReadAsync(HubApp hub, string key, string query)
    {
        using var answer = await hub.SendAsync(HttpMethod.Get, $"/api/v1/events{query}", key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static string Next(JsonElement page) => page.GetProperty("next_cursor").GetString()!;

    private static int Count(JsonElement page) => page.GetProperty("items").GetArrayLength();

    /// <summary>A consumer that stores what it has seen together with the cursor, and nothing else.</summary>
    private sealed class Consumer(HubApp hub, string key, Random random)
    {
        private string? _cursor;

        public List<Guid> Seen { get; } = [];

        public int Kills { get; private set; }

        /// <summary>Reads a few pages until it is killed: what it has read but not stored is lost with it.</summary>
        public async Task LiveAsync()
        {
            for (var pages = random.Next(4); pages > 0; pages--)
            {
                await ReadAsync();
            }

            await EventFeedTests.ReadAsync(hub, key, Query());
            Kills++;
        }

        public async Task ReadAsync()
        {
            var page = await EventFeedTests.ReadAsync(hub, key, Query());
            Seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetGuid()));
            _cursor = Next(page);
        }

        private string Query() => $"?limit={random.Next(1, 60)}{(_cursor is null ? "" : $"&after={_cursor}")}";
    }
}
