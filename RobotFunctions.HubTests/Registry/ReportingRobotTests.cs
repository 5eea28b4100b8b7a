using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Registry;

/// <summary>The robot's side of the registry, from end to end.</summary>
public sealed class ReportingRobotTests
{
    [Theory]
    [Stores]
    public async Task The_Hub_sees_a_robot_at_work_its_run_end_and_its_silence(StoreKind kind)
    {
        var mayEnhance = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G3, new DelegateEnhancer(async (_, _) =>
        {
            await mayEnhance.Task;
            return DelegateEnhancer.Annotated("fine");
        }));
        await robot.Repository.Batches.RequestAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(5));
        var batch = (await robot.PollAsync()).Batch!.Value;
        await Eventually.TrueAsync(async () => (await robot.Runs.FindAsync(batch, default))!.Progress.Total == 5);

        await robot.ReportAsync();
        var observed = await hub.ReadAsync($"{robot.Path}/observed");
        Assert.Equal((1, "test", JsonValueKind.String), (observed.GetProperty("open_runs").GetInt32(), observed.GetProperty("enhancer").GetString(), observed.GetProperty("last_poll_at").ValueKind));
        Assert.Equal(("running", 5, 0), await RunAsync(hub, robot, batch));

        mayEnhance.SetResult();
        Assert.Equal(RunEnd.Delivered, (await robot.EndOfAsync(batch)).End);
        await robot.ReportAsync();
        Assert.Equal(("succeeded", 5, 5), await RunAsync(hub, robot, batch));

        await PassAsync(hub, TimeSpan.FromSeconds(95));
        Assert.Equal("offline", (await hub.ReadAsync($"{robot.Path}/observed")).GetProperty("connection").GetString());
    }

    [Theory]
    [Stores]
    public async Task A_run_that_ended_before_a_restart_is_reported_after_it(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G3);
        await robot.Repository.Batches.RequestAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(3));
        var batch = (await robot.PollAsync()).Batch!.Value;
        await robot.EndOfAsync(batch);

        await robot.RestartAsync();

        await Eventually.TrueAsync(async () => (await hub.ReadAsync($"{robot.Path}/runs")).GetProperty("items").GetArrayLength() == 1);
        Assert.Equal(("succeeded", 3, 3), await RunAsync(hub, robot, batch));
    }

    [Theory]
    [Stores]
    public async Task A_disabled_robot_claims_nothing_refuses_pushes_ends_what_it_has_begun_and_goes_on_once_enabled(StoreKind kind)
    {
        var mayEnhance = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G3, new DelegateEnhancer(async (_, _) =>
        {
            await mayEnhance.Task;
            return DelegateEnhancer.Annotated("fine");
        }));
        await robot.Repository.Batches.RequestAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(3));
        var begun = (await robot.PollAsync()).Batch!.Value;
        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/disable", new { reason = "It labels everything as cats." });

        await robot.ReportAsync();
        await robot.Repository.Batches.RequestAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(2, seed: 2));
        Assert.Equal(PollEnd.Disabled, (await robot.PollAsync()).End);
        using (var ready = await robot.GetAsync("/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("It labels everything as cats.", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // The Hub is gone: its last answer holds, over a restart too.
        await robot.RestartAsync(("Hub:Url", "http://127.0.0.1:1"));
        Assert.Equal(PollEnd.Disabled, (await robot.PollAsync()).End);
        mayEnhance.SetResult();
        Assert.Equal(RunEnd.Delivered, (await robot.EndOfAsync(begun)).End);

        await robot.RestartAsync(("Hub:Url", hub.App.Client.BaseAddress!.ToString()));
        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/enable");
        await robot.ReportAsync();
        Assert.Equal(PollEnd.Claimed, (await robot.PollAsync()).End);
    }

    [Theory]
    [Stores]
    public async Task A_push_to_a_disabled_robot_is_refused_with_503_and_the_reason(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G2);
        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/disable", new { reason = "It labels everything as cats." });
        await robot.ReportAsync();

        var request = await robot.Repository.Requests.PushBatchAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(2));

        Assert.Equal(503, request.RobotAnswer!.Status);
        Assert.Contains(robot.Logs.Lines, static line => line.Text.StartsWith("A request was refused with 503: The robot is disabled at the Hub: It labels everything as cats.", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_run_is_cancelled_by_a_command_in_the_answer_to_a_report(StoreKind kind)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G3, new DelegateEnhancer(async (_, cancellation) =>
        {
            await stopped.Task.WaitAsync(cancellation);
            return DelegateEnhancer.Annotated("fine");
        }));
        await robot.Repository.Batches.RequestAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(3));
        var batch = (await robot.PollAsync()).Batch!.Value;
        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/commands", new { command = "cancel", run_id = batch.ToString() });
        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/commands", new { command = "cancel", run_id = Guid.CreateVersion7().ToString() });

        await robot.ReportAsync();
        Assert.Equal(RunEnd.LeaseAbandoned, (await robot.EndOfAsync(batch)).End);
        await robot.ReportAsync();

        Assert.Equal(["done ", "failed There is no open run with that id."], await CommandsAsync(hub, robot));
        Assert.Equal("cancelled", (await RunAsync(hub, robot, batch)).State);
    }

    [Theory]
    [Stores]
    public async Task A_dead_letter_is_delivered_by_a_command_in_the_answer_to_a_report(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        await using var robot = await RegisteredRobot.StartAsync(hub, ApiGeneration.G2, settings: ("Repository:RetryTimeout", "00:00:01"));
        robot.Repository.Faults.Add(CallKind.Callback, Fault.Answer(400));
        var request = await robot.Repository.Requests.PushBatchAsync(robot.Repository.Robot, await robot.Repository.WriteReferencesAsync(2));
        Assert.Equal(RunEnd.DeadLettered, (await robot.EndOfAsync(request.Id)).End);
        await robot.ReportAsync();
        Assert.Equal(1, (await hub.ReadAsync($"{robot.Path}/observed")).GetProperty("dead_letters").GetInt32());

        await hub.SendAsync(HttpMethod.Post, $"{robot.Path}/commands", new { command = "redeliver", run_id = request.Id.ToString() });
        await robot.ReportAsync();
        await robot.ReportAsync();

        Assert.Equal(["done "], await CommandsAsync(hub, robot));
        Assert.Equal(0, (await hub.ReadAsync($"{robot.Path}/observed")).GetProperty("dead_letters").GetInt32());
    }

    private static async Task<IEnumerable<string>> CommandsAsync(RegistryHub hub, RegisteredRobot robot) => (await hub.ReadAsync($"{robot.Path}/commands")).GetProperty("items").EnumerateArray()
        .Select(static command => $"{command.GetProperty("state").GetString()} {command.GetProperty("problem").GetString()}").Order(StringComparer.Ordinal);

    private static async Task<(string? State, int References, int Done)> RunAsync(RegistryHub hub, RegisteredRobot robot, BatchId id)
    {
        var run = (await hub.ReadAsync($"{robot.Path}/runs")).GetProperty("items").EnumerateArray().Single(found => found.GetProperty("run_id").GetString() == id.ToString());
        return (run.GetProperty("state").GetString(), run.GetProperty("references").GetInt32(), run.GetProperty("done").GetInt32());
    }

    private static async Task PassAsync(RegistryHub hub, TimeSpan time)
    {
        var watch = hub.Get<IEnumerable<IHostedService>>().OfType<OfflineWatch>().Single();
        for (var passed = TimeSpan.Zero; passed < time; passed += OfflineWatch.Interval)
        {
            hub.Time.Advance(OfflineWatch.Interval);
            await Eventually.TrueAsync(() => watch.LookedAt == hub.Time.GetUtcNow());
        }
    }
}
