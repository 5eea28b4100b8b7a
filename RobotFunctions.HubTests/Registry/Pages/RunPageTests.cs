using System.Net;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry.Pages;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry.Pages;

public sealed class RunPageTests
{
    [Theory]
    [Stores]
    public async Task The_runs_of_all_robots_are_listed_newest_first_and_filtered_by_robot_and_state(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (first, second) = (await hub.CreateRobotAsync("first"), await hub.CreateRobotAsync("second"));
        var now = hub.Time.GetUtcNow();
        await ReportAsync(hub, first, 0, Run("run-1", "running", now.AddMinutes(-3)), Run("run-3", "failed", now.AddMinutes(-1)));
        await ReportAsync(hub, second, 3, Run("run-2", "succeeded", now.AddMinutes(-2)));
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync("/w/default/runs");

        Assert.Equal(["run-3", "run-2", "run-1"], Listed(page));
        Assert.Equal(["run-3", "run-1"], Listed(await ada.ReadAsync($"/w/default/runs?robot={first[^36..]}")));
        Assert.Equal(["run-3"], Listed(await ada.ReadAsync("/w/default/runs?state=failed")));
        Assert.Equal(["run-3", "run-2"], Listed(await ada.ReadAsync("/w/default/runs?limit=2")));
        Assert.Contains(">second</a>: 3 dead letters", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">first</a>: ", page, StringComparison.Ordinal);
        Assert.Contains("Of 2 runs that started in the last 14 days and ended, 1 failed: 50 %.", page, StringComparison.Ordinal);
        foreach (var filter in new[] { "robot=x", "state=lost" })
        {
            using var invalid = await ada.GetAsync($"/w/default/runs?{filter}");
            Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        }
    }

    [Theory]
    [Stores]
    public async Task An_open_run_is_cancelled_and_a_dead_letter_delivered_again_by_the_robot_when_it_reports(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync("first");
        var now = hub.Time.GetUtcNow();
        object[] runs = [Run("run-1", "running", now.AddMinutes(-3)), Run("run-2", "failed", now.AddMinutes(-2)), Run("run-3", "succeeded", now.AddMinutes(-1))];
        await ReportAsync(hub, robot, 1, runs);
        using var ada = await Visitor.SeedAsync(hub.App);
        var offered = await ada.ReadAsync("/w/default/runs");

        using var cancel = await ada.SubmitAsync("/w/default/runs", "/w/default/runs/commands", [("robot", robot[^36..]), ("run", "run-1"), ("command", "cancel")]);
        using var redeliver = await ada.SubmitAsync("/w/default/runs", "/w/default/runs/commands", [("robot", robot[^36..]), ("run", "run-2"), ("command", "redeliver")]);
        var asked = await ada.ReadAsync("/w/default/runs");
        var (_, told) = await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new { interval_seconds = 30, dead_letters = 1, runs });

        Assert.Equal((1, 1), (Count(offered, "value=\"cancel\""), Count(offered, "value=\"redeliver\"")));
        Assert.All(new[] { cancel, redeliver }, static answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal((0, 0), (Count(asked, "value=\"cancel\""), Count(asked, "value=\"redeliver\"")));
        Assert.Equal(2, Count(asked, ", waiting"));
        Assert.Equal(["cancel run-1", "redeliver run-2"], told.GetProperty("commands").EnumerateArray().Select(static command => $"{command.GetProperty("command").GetString()} {command.GetProperty("run_id").GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal(2, Count(await ada.ReadAsync("/w/default/runs"), ", taken"));
    }

    [Fact]
    public async Task A_command_that_no_button_sends_is_refused_and_who_only_reads_has_no_buttons()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync("first");
        await ReportAsync(hub, robot, 0, Run("run-1", "running", hub.Time.GetUtcNow()));
        using var ada = await Visitor.SeedAsync(hub.App);
        using var reader = await Visitor.SeedAsync(hub.App, Role.Viewer, "reader");

        foreach (var (id, run, command, status) in new[] { (robot[^36..], "run-1", "explode", HttpStatusCode.BadRequest), (robot[^36..], "", "cancel", HttpStatusCode.BadRequest), (Guid.NewGuid().ToString(), "run-1", "cancel", HttpStatusCode.NotFound) })
        {
            using var refused = await ada.SubmitAsync("/w/default/runs", "/w/default/runs/commands", [("robot", id), ("run", run), ("command", command)]);
            Assert.Equal(status, refused.StatusCode);
        }

        Assert.Equal(0, Count(await reader.ReadAsync("/w/default/runs"), "value=\"cancel\""));
    }

    [Theory]
    [Stores]
    public async Task Ended_and_failed_runs_are_counted_by_the_day_on_which_they_started(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var now = hub.Time.GetUtcNow();
        await ReportAsync(hub, robot, 0, Run("a", "failed", now), Run("b", "succeeded", now), Run("c", "cancelled", now), Run("d", "running", now), Run("e", "failed", now.AddDays(-3)), Run("f", "failed", now.AddDays(-20)));

        var days = await hub.App.ReadAsync(store => RunDays.ReadAsync(store, Workspace.DefaultId, now, default));

        Assert.Equal(14, days.Count);
        Assert.Equal(new RunDay(DateOnly.FromDateTime(now.UtcDateTime), 3, 1), days[^1]);
        Assert.Equal(33, days[^1].Percent);
        Assert.Equal(new RunDay(DateOnly.FromDateTime(now.UtcDateTime.AddDays(-3)), 1, 1), days[^4]);
        Assert.Equal(4, days.Sum(static day => day.Ended));
    }

    [Theory]
    [Stores]
    public async Task The_days_and_the_list_use_the_index_of_the_workspace(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var now = hub.Time.GetUtcNow();

        var plan = await hub.App.ReadAsync(store => QueryPlan.OfAsync(store, store.RobotRuns.Where(run => run.WorkspaceId == Workspace.DefaultId && run.StartedAt >= now && run.StartedAt < now && run.State != RunState.Running)));

        Assert.True(kind == StoreKind.Postgres || plan.Contains("IX_RobotRuns_WorkspaceId_StartedAt_Id", StringComparison.Ordinal), plan);
    }

    private static object Run(string id, string state, DateTimeOffset started) => new { run_id = id, state, started_at = started, ended_at = state == "running" ? (DateTimeOffset?)null : started };

    private static async Task ReportAsync(RegistryHub hub, string robot, int deadLetters, params object[] runs)
    {
        var (status, answer) = await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new { interval_seconds = 30, dead_letters = deadLetters, runs });
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
    }

    private static int Count(string page, string text) => page.Split(text).Length - 1;

    private static IEnumerable<string> Listed(string page) => System.Text.RegularExpressions.Regex.Matches(page, "<code>(run-[0-9])</code>").Select(static match => match.Groups[1].Value);
}
