using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RobotReportTests
{
    private const int IntervalSeconds = 30;

    [Theory]
    [Stores]
    public async Task A_report_is_shown_beside_what_is_declared(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        Assert.Equal("unknown", await ConnectionAsync(hub, robot));
        await hub.SendAsync(HttpMethod.Patch, robot, new { version = "2.0.0", enhancer = "keywords" });

        var (status, answer) = await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new
        {
            interval_seconds = IntervalSeconds,
            version = "1.9.0",
            enhancer = "keywords",
            dead_letters = 2,
            runs = new object[]
            {
                new { run_id = "a", state = "running", started_at = hub.Time.GetUtcNow(), references = 100, done = 40, failed = 1 },
                new { run_id = "b", state = "failed", started_at = hub.Time.GetUtcNow(), ended_at = hub.Time.GetUtcNow(), problem = "The callback was refused." },
                new { run_id = "c", state = "succeeded", started_at = hub.Time.GetUtcNow(), ended_at = hub.Time.GetUtcNow(), references = 3, done = 3 },
            },
        });

        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("enabled").GetBoolean()));
        var observed = await hub.ReadAsync($"{robot}/observed");
        Assert.Equal(("online", 1, 2, 0.5), (observed.GetProperty("connection").GetString(), observed.GetProperty("open_runs").GetInt32(), observed.GetProperty("dead_letters").GetInt32(), observed.GetProperty("failure_rate").GetDouble()));
        var difference = Assert.Single(observed.GetProperty("differences").EnumerateArray());
        Assert.Equal(("version", "2.0.0", "1.9.0"), (difference.GetProperty("field").GetString(), difference.GetProperty("declared").GetString(), difference.GetProperty("observed").GetString()));
        Assert.Equal(3, (await hub.ReadAsync($"{robot}/runs")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [Stores]
    public async Task A_run_is_updated_until_it_has_ended_and_a_late_report_does_not_open_it_again(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var started = hub.Time.GetUtcNow();

        await ReportAsync(hub, robot, new { run_id = "a", state = "running", started_at = started, done = 1 });
        await ReportAsync(hub, robot, new { run_id = "a", state = "running", started_at = started, done = 2 });
        await ReportAsync(hub, robot, new { run_id = "a", state = "succeeded", started_at = started, ended_at = started, done = 3 });
        await ReportAsync(hub, robot, new { run_id = "a", state = "running", started_at = started, done = 2 });

        var run = Assert.Single((await hub.ReadAsync($"{robot}/runs")).GetProperty("items").EnumerateArray());
        Assert.Equal(("succeeded", 3), (run.GetProperty("state").GetString(), run.GetProperty("done").GetInt32()));
    }

    [Theory]
    [Stores]
    public async Task A_disabled_robot_is_told_the_reason_in_the_answer_to_its_report_until_it_is_enabled(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();

        var (_, disabled) = await hub.SendAsync(HttpMethod.Post, $"{robot}/disable", new { reason = "It labels everything as cats." });
        var told = await ReportAsync(hub, robot);
        await hub.SendAsync(HttpMethod.Post, $"{robot}/enable");
        await hub.SendAsync(HttpMethod.Post, $"{robot}/enable");
        var again = await ReportAsync(hub, robot);

        Assert.Equal(JsonValueKind.String, disabled.GetProperty("disabled_at").ValueKind);
        Assert.Equal((false, "It labels everything as cats."), (told.GetProperty("enabled").GetBoolean(), told.GetProperty("disabled_reason").GetString()));
        Assert.Equal((true, JsonValueKind.Null), (again.GetProperty("enabled").GetBoolean(), again.GetProperty("disabled_reason").ValueKind));
        var history = (await hub.ReadAsync($"{robot}/history")).GetProperty("items").EnumerateArray().Select(static version => version.GetProperty("change").GetString());
        Assert.Equal(["enabled", "disabled", "created"], history);
        await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, $"{robot}/disable", new { reason = " " });
    }

    [Theory]
    [Stores]
    public async Task A_robot_that_is_silent_for_three_intervals_is_offline_once_until_it_reports_again(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        await ReportAsync(hub, robot);

        await PassAsync(hub, seconds: (3 * IntervalSeconds) - 5);
        Assert.Equal("online", await ConnectionAsync(hub, robot));
        await PassAsync(hub, seconds: 5);
        Assert.Equal("offline", await ConnectionAsync(hub, robot));
        await PassAsync(hub, seconds: 300);
        Assert.Equal(["robot.offline"], await ConnectionEventsAsync(hub));

        await ReportAsync(hub, robot);
        Assert.Equal("online", await ConnectionAsync(hub, robot));
        Assert.Equal(["robot.offline", "robot.online"], await ConnectionEventsAsync(hub));
    }

    [Theory]
    [Stores]
    public async Task After_a_stop_of_the_Hub_nobody_is_offline_before_three_fresh_intervals(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var time = new FakeTimeProvider();
        string robot;
        await using (var stopped = await RegistryHub.StartAsync(kind, time, database))
        {
            robot = await stopped.CreateRobotAsync();
            await ReportAsync(stopped, robot);
        }

        time.Advance(TimeSpan.FromHours(1));
        await using var hub = await RegistryHub.StartAsync(kind, time, database);
        await Eventually.TrueAsync(() => Watch(hub).LookedAt == time.GetUtcNow());
        await PassAsync(hub, seconds: (3 * IntervalSeconds) - 10);
        Assert.Equal("online", await ConnectionAsync(hub, robot));

        await PassAsync(hub, seconds: 15);
        Assert.Equal("offline", await ConnectionAsync(hub, robot));
    }

    [PostgresFact]
    public async Task Two_replicas_tell_of_a_silent_robot_once()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        var time = new FakeTimeProvider();
        await using var hub = await RegistryHub.StartAsync(StoreKind.Postgres, time, database);
        await using var second = await RegistryHub.StartAsync(StoreKind.Postgres, time, database);
        var robot = await hub.CreateRobotAsync();
        await ReportAsync(hub, robot);

        await PassAsync(hub, seconds: 300);
        await Eventually.TrueAsync(() => Watch(second).LookedAt == time.GetUtcNow());
        Assert.Equal("offline", await ConnectionAsync(second, robot));

        Assert.Equal(["robot.offline"], await ConnectionEventsAsync(hub));
    }

    [Theory]
    [InlineData(3, 30, false)]
    [InlineData(10, 30, true)]
    public void A_gap_of_more_than_two_intervals_is_a_pause(int gapSeconds, int listenedSeconds, bool pause)
    {
        var listening = new ListeningTime(TimeSpan.FromSeconds(4));
        var start = DateTimeOffset.UnixEpoch;
        for (var second = 0; second <= listenedSeconds; second++)
        {
            Assert.Equal(start, listening.Look(start.AddSeconds(second)));
        }

        var now = start.AddSeconds(listenedSeconds + gapSeconds);
        Assert.Equal(pause ? now : start, listening.Look(now));
    }

    [Theory]
    [Stores]
    public async Task A_report_that_is_not_valid_is_refused_and_silent_robots_are_found_by_an_index(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        foreach (var body in new object[]
        {
            new { interval_seconds = 1 },
            new { interval_seconds = 30, colour = "red" },
            new { interval_seconds = 30, runs = new[] { new { run_id = "a", state = "succeeded", started_at = hub.Time.GetUtcNow() } } },
            new { interval_seconds = 30, runs = new[] { new { run_id = "a", state = "running", started_at = hub.Time.GetUtcNow(), done = 1, failed = 2 } } },
            new { interval_seconds = 30, runs = Enumerable.Range(0, 101).Select(number => new { run_id = $"{number}", state = "running", started_at = hub.Time.GetUtcNow() }) },
        })
        {
            await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, $"{robot}/reports", body);
        }

        var plan = await hub.App.ReadAsync(store => QueryPlan.OfAsync(store, OfflineWatch.Silent(store, DateTimeOffset.UnixEpoch, limit: 10)));
        Assert.True(kind == StoreKind.Postgres || plan.Contains("IX_RobotObservations_Connection_SilentAt", StringComparison.Ordinal), plan);
        using var refused = await hub.App.SendAsync(HttpMethod.Post, $"{robot}/reports", await hub.App.CreateKeyAsync(Scopes.RegistryWrite), new { interval_seconds = 30 });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<JsonElement> ReportAsync(RegistryHub hub, string robot, params object[] runs)
    {
        var (status, answer) = await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new { interval_seconds = IntervalSeconds, runs });
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        return answer;
    }

    // The Hub looks at each step, as it does while it is at work.
    private static async Task PassAsync(RegistryHub hub, int seconds)
    {
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(seconds); passed += OfflineWatch.Interval)
        {
            hub.Time.Advance(OfflineWatch.Interval);
            await Eventually.TrueAsync(() => Watch(hub).LookedAt == hub.Time.GetUtcNow());
        }
    }

    private static OfflineWatch Watch(RegistryHub hub) => hub.Get<IEnumerable<IHostedService>>().OfType<OfflineWatch>().Single();

    private static async Task<string?> ConnectionAsync(RegistryHub hub, string robot) => (await hub.ReadAsync($"{robot}/observed")).GetProperty("connection").GetString();

    private static async Task<IEnumerable<string?>> ConnectionEventsAsync(RegistryHub hub) => (await hub.EventsAsync())
        .Select(static found => found.GetProperty("type").GetString()).Where(static type => type is "robot.offline" or "robot.online");
}
