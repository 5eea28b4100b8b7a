using System.Text.Json;
using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Timers;

[Collection(AzuriteTestGroup.Name)]
public sealed class ReportRobotsTests(AzuriteFixture azurite)
{
    private const string Enabled = """{"enabled":true,"disabled_reason":null,"commands":[]}""";

    private static readonly string RegistryId = Guid.CreateVersion7().ToString();

    [Fact]
    public async Task Open_runs_and_then_their_ends_are_reported()
    {
        await using var hub = LoopbackServer.Answering(200, Enabled);
        await using var world = await StartAsync(hub, ApiGeneration.G2);
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task));
        await TickAsync(world);
        var request = await world.PushAsync(3);

        await TickAsync(world);
        mayDownload.SetResult();
        await world.EndOfAsync(request.Id);
        await TickAsync(world);
        await TickAsync(world);

        Assert.Equal([[], ["running"], ["succeeded"], []], hub.Exchanges.Select(exchange => StatesOf(exchange, request.Id)));
    }

    [Fact]
    public async Task A_robot_that_polls_reports_when_it_did()
    {
        await using var hub = LoopbackServer.Answering(200, Enabled);
        await using var world = await StartAsync(hub, ApiGeneration.G3);

        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);
        await TickAsync(world);

        Assert.Equal(JsonValueKind.String, Report(Assert.Single(hub.Exchanges)).GetProperty("last_poll_at").ValueKind);
    }

    [Fact]
    public async Task A_robot_that_is_not_registered_calls_nobody()
    {
        await using var hub = LoopbackServer.Answering(200, Enabled);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Hub:Url", hub.Url), ("Hub:Key", "hub_key"));

        await TickAsync(world);

        Assert.Empty(hub.Exchanges);
    }

    private Task<AppWorld> StartAsync(LoopbackServer hub, ApiGeneration generation) => AppWorld.StartAsync(
        azurite, generation, ("Hub:Url", hub.Url), ("Hub:Key", "hub_key"), ("Robot:RegistryId", RegistryId));

    // Each tick has times of its own, since no time passes between them.
    private static Task TickAsync(AppWorld world)
    {
        var times = new ReportTimes(world.Get<IOptions<HubClientOptions>>(), TimeProvider.System);
        var report = new ReportRobots(world.Get<RobotReporter>(), times, world.Get<ConfiguredRobots>(), world.Get<HostEngine>());
        return report.ReportAsync(null!, world.Durable.Client, default);
    }

    private static JsonElement Report(LoopbackExchange exchange) => JsonElement.Parse(exchange.Body);

    private static IEnumerable<string?> StatesOf(LoopbackExchange exchange, BatchId run) => Report(exchange).GetProperty("runs").EnumerateArray()
        .Where(reported => reported.GetProperty("run_id").GetString() == run.ToString())
        .Select(static reported => reported.GetProperty("state").GetString());
}
