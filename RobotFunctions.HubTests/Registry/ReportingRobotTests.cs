using System.Text.Json;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;
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
