using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.StandIn.Batches;
using RobotFunctions.Local.StandIn.Calls;
using RobotFunctions.Local.StandIn.Faults;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.EndToEnd.PolledReferences;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>The lease of a polled batch: renewed while the robot works, and nothing is reported once it is lost.</summary>
public sealed class LeasedBatchTests
{
    [Fact]
    public async Task A_run_of_three_lease_times_finishes_with_renewals_only()
    {
        EndToEndWorld? world = null;
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            await world!.Repository.Calls.WaitForAsync(CallKind.RenewLease, count: 6, cancellation);
            return DelegateEnhancer.Annotated("fine");
        });
        await using var started = world = await EndToEndWorld.StartRepositoryAsync(
            ApiGeneration.G3, options => options with { ExpiryInterval = TimeSpan.FromSeconds(5) });
        await world.StartRobotAsync(enhancer, ("Polling:Lease", "00:01:20"), ("Robot:ReferenceTimeout", "01:00:00"));

        await RequestAsync(world, 3);

        var batch = Assert.Single(world.Repository.Batches.All);
        Assert.True(batch.Renewals >= 6);
        AssertAllCompleted(world, 3);
        Assert.All(world.Repository.Calls.Of(CallKind.RenewLease), static call => Assert.Equal(200, call.Status));
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_reports_nothing_and_the_next_delivery_succeeds()
    {
        var first = true;
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            if (first)
            {
                first = false;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return DelegateEnhancer.Annotated("fine");
        });
        await using var world = await EndToEndWorld.StartRepositoryAsync(
            ApiGeneration.G3, options => options with { ExpiryInterval = TimeSpan.FromSeconds(5) });
        world.Repository.Faults.Add(CallKind.RenewLease, Fault.Answer(500), times: 1_000);
        await world.StartRobotAsync(enhancer, ("Polling:Lease", "00:00:20"), ("Robot:Concurrency", "1"), ("Robot:ReferenceTimeout", "01:00:00"));
        var settled = RequestAsync(world, 1);
        while (!world.Repository.Batches.All.Any(static batch => batch.Statuses().ContainsKey(PendingStatus.Expired)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        world.Repository.Faults.Clear();
        await settled;

        Assert.Equal(2, world.Repository.Batches.All.Count);
        Assert.Equal(RunEnd.LeaseLost, (await world.EndOfAsync(world.Repository.Batches.All[0].Id)).End);
        Assert.Equal(world.Repository.Batches.All[1].Id, Assert.Single(world.Repository.Callbacks.All).Id);
        Assert.Equal(1, world.Repository.Batches.All[1].Import!.Enhanced);
    }

    [Fact]
    public async Task A_result_that_comes_after_the_lease_ended_is_dropped_and_the_next_delivery_succeeds()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Polling:Lease", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Callback, async (context, next) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), world.Repository.Repository.Options.Time);
            world.Repository.Batches.ExpireLeases();
            await next(context);
        });
        world.Repository.Faults.Add(CallKind.RenewLease, Fault.Answer(500), times: 1_000);

        await RequestAsync(world, 2);

        Assert.Equal(RunEnd.LeaseLost, (await world.EndOfAsync(world.Repository.Batches.All[0].Id)).End);
        Assert.Equal(2, world.Repository.Batches.All[^1].Import!.Enhanced);
    }
}
