using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.EndToEnd.PolledReferences;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>What goes wrong outside while a robot polls and works, and what the repository has in the end.</summary>
public sealed class PollFaultTests
{
    [Fact]
    public async Task URLs_that_expire_during_the_run_are_refreshed_before_the_upload()
    {
        EndToEndWorld? world = null;
        var enhancer = new DelegateEnhancer((_, _) =>
        {
            world!.Repository.Storage.ExpireUrls();
            return ValueTask.FromResult(DelegateEnhancer.Annotated("fine"));
        });
        await using var started = world = await EndToEndWorld.StartAsync(ApiGeneration.G3, enhancer);

        await RequestAsync(world, 3);

        AssertAllCompleted(world, 3);
        Assert.Equal([403, 201], world.Repository.Calls.Of(CallKind.Upload).Select(static call => call.Status!.Value));
        Assert.Single(world.Repository.Calls.Of(CallKind.RefreshBatch));
    }

    [Fact]
    public async Task Old_URLs_are_refreshed_without_waiting_for_a_refusal()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Repository:RefreshUrlsAfter", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Download, async (context, next) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), world.Time);
            await next(context);
        });

        await RequestAsync(world, 3);

        AssertAllCompleted(world, 3);
        Assert.All(world.Repository.Calls.Of(CallKind.Upload), static call => Assert.Equal(201, call.Status));
        Assert.NotEmpty(world.Repository.Calls.Of(CallKind.RefreshBatch));
    }

    [Theory]
    [InlineData(true, RunEnd.ErrorDelivered)]
    [InlineData(false, RunEnd.LeaseAbandoned)]
    public async Task A_file_of_which_nothing_can_be_read_ends_as_configured(bool report, RunEnd expected)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Polling:ReportPermanentErrors", report.ToString()));
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(200, "id,title\n1,x\n"), times: int.MaxValue);

        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(3, 1));
        await EndToEndWorld.UntilAsync(() => world.Repository.Batches.All.Count > 0);

        Assert.Equal(expected, (await world.EndOfAsync(world.Repository.Batches.All[0].Id)).End);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("a dropped connection")]
    [InlineData("a lost answer")]
    public async Task Trouble_with_the_results_call_is_outlasted_and_the_results_are_imported_once(string trouble)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_cannot_succeed_is_reported_or_given_back_as_configured(bool report)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Polling:ReportPermanentErrors", report.ToString()));
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(404));
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(2));
        await EndToEndWorld.UntilAsync(() => world.Repository.Batches.All.Count > 0);

        var batch = world.Repository.Batches.All[0];
        var outcome = await world.EndOfAsync(batch.Id);

        Assert.Equal(report ? RunEnd.ErrorDelivered : RunEnd.LeaseAbandoned, outcome.End);
        Assert.Equal(2, batch.Statuses()[report ? PendingStatus.Failed : PendingStatus.Processing]);
        Assert.Equal(report ? outcome.Reason : null, batch.Error);
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
        await world.StartRobotAsync(settings: ("Polling:Timeout", "00:05:00"));
        await EndToEndWorld.UntilAsync(() => fault.Hits == 1);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.Repository.Calls.WaitForAsync(CallKind.Poll, count: 2);

        await RequestAsync(world, 2);

        Assert.Equal(1, fault.Hits);
        AssertAllCompleted(world, 2);
    }
}
