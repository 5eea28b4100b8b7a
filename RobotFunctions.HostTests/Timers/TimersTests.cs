using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Timers;

[Collection(AzuriteTestGroup.Name)]
public sealed class TimersTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_reminder_keeps_a_letter_for_a_run_the_engine_lost_and_names_it()
    {
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task));
        var request = await world.PushAsync(3);
        await world.Durable.Client.TerminateInstanceAsync(request.Id.ToString());
        await world.Durable.EndedAsync(request.Id.ToString());
        mayDownload.SetResult();

        await world.Get<RemindOfDeadLetters>().RemindAsync(null!, world.Durable.Client, default);

        Assert.NotNull(await world.DeadLetters.FindAsync(request.Id, default));
        Assert.Contains(world.Logs, line => line.Text.Contains($"the dead letter of request {request.Id} waits", StringComparison.Ordinal));
        await world.DeadLetters.RemoveAsync(request.Id, default);
    }

    [Fact]
    public async Task A_lost_run_whose_request_cannot_be_read_does_not_keep_the_reminder_from_the_others()
    {
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task), times: 2);
        var (damaged, whole) = (await world.PushAsync(3), await world.PushAsync(3));
        await world.Durable.Client.TerminateInstanceAsync(damaged.Id.ToString());
        await world.Durable.Client.TerminateInstanceAsync(whole.Id.ToString());
        await world.Durable.EndedAsync(damaged.Id.ToString());
        await world.Durable.EndedAsync(whole.Id.ToString());
        mayDownload.SetResult();
        await world.Get<IBatchStore>().WriteAsync(damaged.Id, BatchItems.Request, "{"u8.ToArray(), default);

        await world.Get<RemindOfDeadLetters>().RemindAsync(null!, world.Durable.Client, default);

        Assert.Contains(world.Logs, line => line.Text.Contains($"Run {damaged.Id} was lost, and no dead letter", StringComparison.Ordinal));
        Assert.NotNull(await world.DeadLetters.FindAsync(whole.Id, default));
        await world.DeadLetters.RemoveAsync(whole.Id, default);
    }

    [Fact]
    public async Task The_reminder_names_a_letter_that_cannot_be_read_and_the_others()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Repository:RetryTimeout", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(503), times: int.MaxValue);
        var request = await world.PushAsync(3);
        await world.EndOfAsync(request.Id);
        var newer = (await world.DeadLetters.FindAsync(request.Id, default))!;
        newer = newer with { Version = DeadLetter.CurrentVersion + 1, Batch = newer.Batch with { Id = new BatchId(Guid.CreateVersion7()) } };
        await world.DeadLetters.KeepAsync(newer, default);

        await world.Get<RemindOfDeadLetters>().RemindAsync(null!, world.Durable.Client, default);

        Assert.Contains(world.Logs, line => line.Text.Contains($"the dead letter of request {request.Id} waits", StringComparison.Ordinal));
        Assert.Contains(world.Logs, line => line.Level == LogLevel.Error && line.Text.Contains($"{newer.Batch.Id}.json cannot be read", StringComparison.Ordinal));
        await world.DeadLetters.RemoveAsync(request.Id, default);
        await world.DeadLetters.RemoveAsync(newer.Batch.Id, default);
    }

    [Theory]
    [InlineData("7.00:00:00", true)]
    [InlineData("00:00:00", false)]
    public async Task Ended_runs_are_forgotten_once_they_are_old_enough(string keep, bool kept)
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Storage:KeepEndedRuns", keep));
        var request = await world.PushAsync(3);
        await world.EndOfAsync(request.Id);

        await world.Get<PurgeHistory>().PurgeAsync(null!, world.Durable.Client, default);

        Assert.Equal(kept, await world.Get<IBatchRuns>().FindAsync(request.Id, default) is not null);
    }

    [Fact]
    public async Task A_robot_that_may_not_call_the_repository_s_storage_claims_once_answers_nothing_and_says_why()
    {
        await using var world = await AppWorld.StartAsync(
            azurite, ApiGeneration.G3, ("Polling:Limit", "5"), ("Polling:Interval", "00:00:00.010"), ("Storage:AllowedHosts:0", "storage.example.org"));
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(15));
        var poll = world.Get<PollRobots>();

        for (var tick = 0; tick < 4; tick++)
        {
            await poll.PollAsync(null!, world.Durable.Client, default);
        }

        Assert.Single(world.Repository.Calls.Of(CallKind.Poll));
        Assert.Empty(world.Repository.Callbacks.All);
        using var ready = await world.Http.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("Storage:AllowedHosts", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_takes_batches_until_it_has_as_many_as_it_may_and_then_asks_for_none()
    {
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G3, ("Polling:Limit", "5"), ("Polling:MaxInFlight", "2"), ("Limits:StorageIdle", "01:00:00"));
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task), times: 2);
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(15));
        var poll = world.Get<PollRobots>();

        await poll.PollAsync(null!, world.Durable.Client, default);
        await poll.PollAsync(null!, world.Durable.Client, default);

        Assert.Equal(2, world.Repository.Calls.Of(CallKind.Poll).Count);
        mayDownload.SetResult();
        foreach (var batch in world.Repository.Batches.All)
        {
            Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(batch.Id)).End);
        }
    }

    [Fact]
    public async Task A_queue_of_batches_drains_as_they_end_without_another_tick_of_the_timer()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G3, ("Polling:Limit", "5"), ("Polling:MaxInFlight", "2"));
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(40));

        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);

        var ended = 0;
        while (world.Repository.Batches.All.Skip(ended).FirstOrDefault() is { } next)
        {
            Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(next.Id)).End);
            ended++;
        }

        Assert.Equal((8, 0), (ended, world.Repository.Batches.Waiting));
    }

    [Fact]
    public async Task A_claim_that_fails_does_not_fail_the_run_that_ended_before_it()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G3, ("Polling:Limit", "5"), ("Polling:MaxInFlight", "1"));
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(5));
        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);
        world.Repository.Faults.Add(CallKind.Poll, Fault.Answer(503), times: int.MaxValue);

        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(Assert.Single(world.Repository.Batches.All).Id)).End);
    }
}
