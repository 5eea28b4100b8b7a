using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
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
        await world.StartRobotAsync(enhancer, ("Polling:Lease", "00:01:20"));

        var settled = RequestAsync(world, 3);
        await EndToEndWorld.UntilAsync(() => world.Repository.Batches.All.Count > 0);
        world.Time.Stop();
        await EndToEndWorld.UntilAsync(() =>
        {
            // However slow the machine is, the lease does not end before the robot has renewed it.
            if (world.Time.GetUtcNow() + TimeSpan.FromSeconds(10) < world.Repository.Batches.All[0].ExpiresAt)
            {
                world.Time.Advance(TimeSpan.FromSeconds(2));
            }

            return world.Repository.Batches.All[0].Renewals >= 6;
        });
        world.Time.GoOn();
        await settled;

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
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        world.Repository.Faults.Add(CallKind.RenewLease, Fault.Answer(500), times: 1_000);
        await world.StartRobotAsync(enhancer, ("Polling:Lease", "00:00:20"), ("Robot:Concurrency", "1"));
        var settled = RequestAsync(world, 1);
        await world.Repository.Calls.WaitForAsync(CallKind.RenewLease);
        await Task.Delay(TimeSpan.FromSeconds(21), world.Time);

        // Only this lease is expired: the next one lasts, however long its run takes.
        Assert.Equal(1, world.Repository.Batches.ExpireLeases());
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
            await Task.Delay(TimeSpan.FromSeconds(2), world.Time);
            world.Repository.Batches.ExpireLeases();
            await next(context);
        });
        world.Repository.Faults.Add(CallKind.RenewLease, Fault.Answer(500), times: 1_000);

        await RequestAsync(world, 2);

        Assert.Equal(RunEnd.LeaseLost, (await world.EndOfAsync(world.Repository.Batches.All[0].Id)).End);
        Assert.Equal(2, world.Repository.Batches.All[^1].Import!.Enhanced);
    }
}
