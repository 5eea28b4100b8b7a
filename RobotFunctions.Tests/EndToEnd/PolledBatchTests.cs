using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.StandIn.Batches;
using RobotFunctions.Local.StandIn.Calls;
using RobotFunctions.Local.StandIn.Faults;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>The robot with today's repository: leases, renewals, redelivery, and results that are reported once.</summary>
public sealed class PolledBatchTests
{
    [Fact]
    public async Task A_robot_drains_what_waits_in_as_many_batches_as_it_takes()
    {
        await using var world = await StartAsync(settings: ("Polling:Limit", "10"));

        await RequestAsync(world, 55);

        Assert.Equal(6, world.Repository.Batches.All.Count);
        Assert.All(world.Repository.Batches.All, static batch => Assert.True(batch.Import!.IsOneAnswerEach));
        AssertAllCompleted(world, 55);
    }

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
    public async Task URLs_that_expire_during_the_run_are_refreshed_before_the_upload()
    {
        EndToEndWorld? world = null;
        var enhancer = new DelegateEnhancer((_, _) =>
        {
            world!.Repository.Storage.ExpireUrls();
            return ValueTask.FromResult(DelegateEnhancer.Annotated("fine"));
        });
        await using var started = world = await StartAsync(enhancer);

        await RequestAsync(world, 3);

        AssertAllCompleted(world, 3);
        Assert.Equal([403, 201], world.Repository.Calls.Of(CallKind.Upload).Select(static call => call.Status!.Value));
        Assert.Single(world.Repository.Calls.Of(CallKind.RefreshBatch));
    }

    [Fact]
    public async Task Old_URLs_are_refreshed_without_waiting_for_a_refusal()
    {
        await using var world = await StartAsync(settings: ("Repository:RefreshUrlsAfter", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Download, async (context, next) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), world.Repository.Repository.Options.Time);
            await next(context);
        });

        await RequestAsync(world, 3);

        AssertAllCompleted(world, 3);
        Assert.All(world.Repository.Calls.Of(CallKind.Upload), static call => Assert.Equal(201, call.Status));
        Assert.NotEmpty(world.Repository.Calls.Of(CallKind.RefreshBatch));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("a dropped connection")]
    [InlineData("a lost answer")]
    public async Task Trouble_with_the_results_call_is_outlasted_and_the_results_are_imported_once(string trouble)
    {
        await using var world = await StartAsync();
        world.Repository.Faults.Add(CallKind.Callback, trouble switch
        {
            "500" => Fault.Answer(500, "Internal Server Error"),
            "429" => Fault.TooManyRequests(retryAfterSeconds: 1),
            "a dropped connection" => Fault.DropBefore,
            _ => Fault.LoseReply,
        });

        await RequestAsync(world, 5);

        var batch = Assert.Single(world.Repository.Batches.All);
        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(batch.Id)).End);
        AssertAllCompleted(world, 5);
        Assert.Single(world.Repository.Callbacks.All);
        Assert.Equal(2, world.Repository.Calls.Of(CallKind.Callback).Count);
    }

    [Fact]
    public async Task A_result_that_comes_after_the_lease_ended_is_dropped_and_the_next_delivery_succeeds()
    {
        await using var world = await StartAsync(settings: ("Polling:Lease", "00:00:01"));
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_cannot_succeed_is_reported_or_given_back_as_configured(bool report)
    {
        await using var world = await StartAsync(settings: ("Polling:ReportPermanentErrors", report.ToString()));
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(404));
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(2));
        await world.Repository.Calls.WaitForAsync(CallKind.Poll, count: 2);

        var batch = world.Repository.Batches.All[0];
        var outcome = await world.EndOfAsync(batch.Id);

        Assert.Equal(report ? RunEnd.ErrorDelivered : RunEnd.LetLapse, outcome.End);
        Assert.Equal(2, batch.Statuses()[report ? PendingStatus.Failed : PendingStatus.Processing]);
        Assert.Equal(report ? outcome.Reason : null, batch.Error);
    }

    [Fact]
    public async Task References_that_fail_do_not_fail_their_batch()
    {
        var enhancer = new DelegateEnhancer((_, _) => throw new InvalidOperationException("The model is confused."));
        await using var world = await StartAsync(enhancer, ("Robot:ReferenceAttempts", "1"));

        await RequestAsync(world, 4);

        var batch = Assert.Single(world.Repository.Batches.All);
        Assert.True(batch.Import!.IsOneAnswerEach);
        Assert.Equal(4, batch.Import.Failed);
        Assert.Null(batch.Error);
    }

    [Fact]
    public async Task Two_replicas_share_fifty_batches_with_none_done_twice_or_lost()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        await world.StartRobotAsync(settings: [("Polling:Limit", "4"), ("Polling:MaxInFlight", "3")]);
        await world.StartRobotAsync();

        await RequestAsync(world, 200);

        Assert.Equal(50, world.Repository.Batches.All.Count);
        Assert.Equal(50, world.Repository.Callbacks.All.Select(static callback => callback.Id).Distinct().Count());
        Assert.Equal(50, world.Repository.Callbacks.All.Count);
        AssertAllCompleted(world, 200);
    }

    [Fact]
    public async Task A_robot_with_two_secrets_outlives_the_rotation()
    {
        await using var world = await StartAsync(settings: ("Robot:SecondarySecret", "the new secret of the robot"));
        await RequestAsync(world, 2);

        world.Repository.Robot.RotateSecret("the new secret of the robot");
        await RequestAsync(world, 2, seed: 2);

        AssertAllCompleted(world, 4);
    }

    [Fact]
    public async Task Polls_that_fail_are_followed_by_others()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        world.Repository.Faults.Add(CallKind.Poll, Fault.Answer(500));
        world.Repository.Faults.Add(CallKind.Poll, Fault.TooManyRequests(retryAfterSeconds: 1));
        world.Repository.Faults.Add(CallKind.Poll, Fault.DropBefore);
        world.Repository.Faults.Add(CallKind.Poll, Fault.Answer(200, "{}"));
        await world.StartRobotAsync();

        await RequestAsync(world, 2);

        AssertAllCompleted(world, 2);
    }

    [Fact]
    public async Task A_poll_that_hangs_is_given_up_and_repeated()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        var fault = world.Repository.Faults.Add(CallKind.Poll, Fault.Hang);
        await world.StartRobotAsync(settings: ("Polling:Timeout", "00:00:05"));

        await RequestAsync(world, 2);

        Assert.Equal(1, fault.Hits);
        AssertAllCompleted(world, 2);
    }

    [Fact]
    public async Task A_robot_that_is_stopped_in_the_middle_goes_on_with_its_batch_when_it_is_back()
    {
        var started = new TaskCompletionSource();
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return DelegateEnhancer.Annotated("never");
        });
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        var robot = await world.StartRobotAsync(enhancer, ("Robot:ReferenceTimeout", "01:00:00"));
        var settled = RequestAsync(world, 5);
        await started.Task;

        await world.StopRobotAsync(robot);
        Assert.Empty(world.Repository.Callbacks.All);
        await world.StartRobotAsync();
        await settled;

        Assert.Single(world.Repository.Batches.All);
        AssertAllCompleted(world, 5);
    }

    private static Task<EndToEndWorld> StartAsync(IEnhancer? enhancer = null, params (string Key, string Value)[] settings) =>
        EndToEndWorld.StartAsync(ApiGeneration.G3, enhancer, settings);

    private static async Task RequestAsync(EndToEndWorld world, int count, int seed = 1)
    {
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(count, seed));
        await world.Repository.Batches.SettledAsync(CancellationToken.None);
    }

    private static void AssertAllCompleted(EndToEndWorld world, int count)
    {
        Assert.Equal(count, world.Repository.Batches.All.Sum(static batch => batch.Statuses().GetValueOrDefault(PendingStatus.Completed)));
        Assert.Equal(count, world.Repository.Batches.All.Sum(static batch => batch.Import?.Enhanced ?? 0));
    }
}
