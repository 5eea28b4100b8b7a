using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.HostTests.Engine;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Upgrade;

/// <summary>Runs of several versions of the recipe side by side, as after an upgrade and during one.</summary>
[Collection(AzuriteTestGroup.Name)]
public sealed class VersionTests(AzuriteFixture azurite)
{
    [Fact]
    public void The_engine_stores_the_recipe_of_new_runs_as_their_version() =>
        Assert.Equal(new Version(RunPlan.CurrentRecipe, 0), Version.Parse(HostVersioning.DefaultVersion));

    [Fact]
    public void Histories_of_the_current_recipe_are_recorded() =>
        Assert.Contains(RecordedHistory.Names, static name => name.StartsWith($"v{RunPlan.CurrentRecipe}/", StringComparison.Ordinal));

    [Fact]
    public void A_run_that_a_newer_version_started_is_left_to_it() => Assert.Equal(
        (DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder, DurableTaskWorkerOptions.VersionFailureStrategy.Reject),
        (HostVersioning.Options.MatchStrategy, HostVersioning.Options.FailureStrategy));

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("2.0", 2, 2)]
    public async Task A_polled_run_of_either_recipe_finishes_and_claims_the_next_batch_if_its_recipe_does(string version, int recipe, int polls)
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G3);
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(5));
        var claimed = await ClaimAsync(world);

        await world.Durable.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(EnhanceBatch),
            new BatchRun(claimed.Batch, world.Get<RunPlan>() with { Recipe = recipe }, claimed.ContentHash),
            new StartOrchestrationOptions(claimed.Batch.Id.ToString()) { Version = version });

        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(claimed.Batch.Id)).End);
        Assert.Equal(polls, world.Repository.Calls.Of(CallKind.Poll).Count);
    }

    // What a poll does, up to the start of the run.
    private static async Task<AcceptedRequest> ClaimAsync(AppWorld world)
    {
        AcceptedRequest? claimed = null;
        var runs = new Mock<IBatchRuns>();
        runs.Setup(static runs => runs.HasCapacityAsync(It.IsAny<CancellationToken>())).ReturnsAsync(true);
        runs.Setup(static runs => runs.StartAsync(It.IsAny<AcceptedRequest>(), It.IsAny<CancellationToken>()))
            .Callback((AcceptedRequest request, CancellationToken _) => claimed = request)
            .ReturnsAsync(StartVerdict.Started);
        var poller = ActivatorUtilities.CreateInstance<Poller>(world.Durable.Services, runs.Object);
        await poller.PollAsync(Assert.Single(world.Get<ConfiguredRobots>().All), default);
        await world.Get<AcceptedRequests>().SaveAsync(claimed!, default);
        return claimed!;
    }
}
