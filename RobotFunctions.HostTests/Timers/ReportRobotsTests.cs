using System.Text.Json;
using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Polling;
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

    [Fact]
    public async Task A_disabled_robot_claims_nothing_refuses_pushes_and_says_so_until_it_is_enabled()
    {
        var isEnabled = false;
        await using var hub = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.AnswerAsync(200, isEnabled ? Enabled : """{"enabled":false,"disabled_reason":"It labels everything as cats."}""");
        });
        await using var world = await StartAsync(hub, ApiGeneration.G3);
        await TickAsync(world);
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(3));

        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);

        Assert.Empty(world.Repository.Calls.Of(CallKind.Poll));
        using var ready = await world.Http.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("It labels everything as cats.", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        isEnabled = true;
        await TickAsync(world);
        Assert.Equal(PollEnd.Claimed, (await world.Get<Poller>().PollAsync(world.Get<ConfiguredRobots>().All[0], default)).End);

        using var readyAgain = await world.Http.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.Equal(200, (int)readyAgain.StatusCode);
    }

    [Fact]
    public async Task Another_instance_refuses_pushes_to_a_robot_that_was_disabled_through_the_first()
    {
        await using var hub = LoopbackServer.Answering(200, """{"enabled":false,"disabled_reason":"It labels everything as cats."}""");
        await using var first = await StartAsync(hub, ApiGeneration.G2);
        await TickAsync(first);
        await using var second = await StartAsync(hub, ApiGeneration.G2);

        var request = await second.Repository.Requests.PushBatchAsync(second.Repository.Robot, await second.Repository.WriteReferencesAsync(3));

        Assert.Equal(503, request.RobotAnswer!.Status);
        await first.Get<RobotSwitches>().SetAsync(TestRobots.RobotId, isEnabled: true, reason: null, default);
    }

    [Fact]
    public async Task A_command_in_the_answer_cancels_a_run_once_and_its_outcome_is_told()
    {
        var command = Guid.CreateVersion7();
        BatchId? run = null;
        await using var hub = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            var asks = run is not null && Report(exchange).GetProperty("commands").GetArrayLength() == 0;
            await exchange.AnswerAsync(200, asks
                ? $$"""{"enabled":true,"disabled_reason":null,"commands":[{"id":"{{command}}","command":"cancel","run_id":"{{run}}"}]}"""
                : Enabled);
        });
        await using var world = await StartAsync(hub, ApiGeneration.G2);
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task));
        run = (await world.PushAsync(3)).Id;

        await TickAsync(world);

        var outcome = await world.EndOfAsync(run.Value);
        mayDownload.SetResult();
        Assert.Equal((RunEnd.ErrorDelivered, "An operator cancelled the run."), (outcome.End, outcome.Reason));
        Assert.Equal("done", Assert.Single(Report(hub.Exchanges.Last()).GetProperty("commands").EnumerateArray()).GetProperty("state").GetString());
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
