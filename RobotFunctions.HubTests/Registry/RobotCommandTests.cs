using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RobotCommandTests
{
    [Theory]
    [Stores]
    public async Task A_command_waits_for_a_report_comes_with_every_answer_until_its_outcome_is_told_and_is_audited(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var id = await CommandAsync(hub, robot, "cancel", "run-1");
        Assert.Equal([("waiting", null)], await StatesAsync(hub, robot));

        Assert.Equal([id], await ReportAsync(hub, robot));
        Assert.Equal([("taken", null)], await StatesAsync(hub, robot));
        Assert.Equal([id], await ReportAsync(hub, robot));
        Assert.Empty(await ReportAsync(hub, robot, new { id, state = "done" }));
        Assert.Empty(await ReportAsync(hub, robot, new { id, state = "failed", problem = "A late repetition." }));

        Assert.Equal([("done", null)], await StatesAsync(hub, robot));
        Assert.Equal(["run.cancel-requested"], await hub.AuditedAsync("run-1"));
    }

    [Theory]
    [Stores]
    public async Task A_command_that_failed_says_why_and_commands_are_handed_out_in_order(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var first = await CommandAsync(hub, robot, "redeliver", "run-1");
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await CommandAsync(hub, robot, "cancel", "run-2");
        Assert.Equal([first, second], await ReportAsync(hub, robot));

        await ReportAsync(hub, robot, new { id = first, state = "failed", problem = "There is no dead letter with that id." });

        Assert.Equal([("taken", null), ("failed", "There is no dead letter with that id.")], await StatesAsync(hub, robot));
        Assert.Equal(["run.redelivery-requested"], await hub.AuditedAsync("run-1"));
    }

    [Theory]
    [Stores]
    public async Task A_command_expires_after_an_hour_and_a_late_outcome_still_counts(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var taken = await CommandAsync(hub, robot, "cancel", "run-1");
        await ReportAsync(hub, robot);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await CommandAsync(hub, robot, "cancel", "run-2");

        hub.Time.Skip(RobotCommands.Lifetime);

        Assert.Empty(await ReportAsync(hub, robot));
        Assert.All(await StatesAsync(hub, robot), static command => Assert.True(command is { State: "failed", Problem: not null } && command.Problem.StartsWith("It expired", StringComparison.Ordinal), command.Problem));
        await ReportAsync(hub, robot, new { id = taken, state = "done" });
        Assert.Equal("done", (await StatesAsync(hub, robot))[1].State);
    }

    [Theory]
    [Stores]
    public async Task A_command_with_the_same_Idempotency_Key_is_the_same_command(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var body = new { command = "cancel", run_id = "run-1" };

        var (_, first) = await hub.SendAsync(HttpMethod.Post, $"{robot}/commands", body, ("Idempotency-Key", "k"));
        var (_, second) = await hub.SendAsync(HttpMethod.Post, $"{robot}/commands", body, ("Idempotency-Key", "k"));

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Single(await StatesAsync(hub, robot));
    }

    [Theory]
    [Stores]
    public async Task What_is_not_valid_or_too_much_is_refused_and_an_outcome_of_another_robots_command_changes_nothing(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        var other = await hub.CreateRobotAsync("r2");
        foreach (var body in new object[] { new { command = "dance", run_id = "a" }, new { command = "cancel" }, new { command = "cancel", run_id = " " }, new { command = "cancel", run_id = new string('a', 101) } })
        {
            await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, $"{robot}/commands", body);
        }

        foreach (var outcome in new object[] { new { id = Guid.NewGuid(), state = "waiting" }, new { id = Guid.NewGuid(), state = "failed", problem = new string('a', 1001) } })
        {
            await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, $"{robot}/reports", new { interval_seconds = 30, commands = new[] { outcome } });
        }

        var id = await CommandAsync(hub, robot, "cancel", "run-0");
        await ReportAsync(hub, other, new { id, state = "done" });
        Assert.Equal([("waiting", null)], await StatesAsync(hub, robot));
        for (var number = 1; number < RobotCommands.MaxOpen; number++)
        {
            await CommandAsync(hub, robot, "cancel", $"run-{number}");
        }

        await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{robot}/commands", new { command = "cancel", run_id = "one-too-many" });
        using var refused = await hub.App.SendAsync(HttpMethod.Post, $"{robot}/commands", await hub.App.CreateKeyAsync(Scopes.RobotReport), new { command = "cancel", run_id = "a" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task Old_commands_are_removed_with_the_next_one_and_all_with_their_robot(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        await CommandAsync(hub, robot, "cancel", "run-1");
        var longAgo = hub.Time.GetUtcNow() - RobotCommands.Retention - TimeSpan.FromSeconds(1);
        await hub.App.WriteAsync(store => store.RobotCommands.ExecuteUpdateAsync(set => set.SetProperty(static command => command.CreatedAt, longAgo)));

        await CommandAsync(hub, robot, "cancel", "run-2");

        Assert.Single(await StatesAsync(hub, robot));
        await hub.SendAsync(HttpMethod.Delete, robot);
        Assert.Equal(0, await hub.App.ReadAsync(static store => Task.FromResult(store.RobotCommands.Count())));
    }

    private static async Task<string> CommandAsync(RegistryHub hub, string robot, string command, string run)
    {
        var (status, created) = await hub.SendAsync(HttpMethod.Post, $"{robot}/commands", new { command, run_id = run });
        Assert.True(status == HttpStatusCode.Created, $"{created}");
        return created.GetProperty("id").GetString()!;
    }

    /// <summary>Reports outcomes.</summary>
    /// <returns>The ids of the commands in the answer.</returns>
    private static async Task<List<string?>> ReportAsync(RegistryHub hub, string robot, params object[] commands)
    {
        var (status, answer) = await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new { interval_seconds = 30, commands });
        Assert.True(status == HttpStatusCode.OK, $"{answer}");
        return [.. answer.GetProperty("commands").EnumerateArray().Select(static command => command.GetProperty("id").GetString())];
    }

    private static async Task<List<(string? State, string? Problem)>> StatesAsync(RegistryHub hub, string robot) =>
    [
        .. (await hub.ReadAsync($"{robot}/commands?limit=500")).GetProperty("items").EnumerateArray()
            .Select(static command => (command.GetProperty("state").GetString(), command.GetProperty("problem").GetString())),
    ];
}
