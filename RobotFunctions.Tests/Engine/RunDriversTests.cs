using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>How many runs are worked on at once, what a start finds, and what a stop leaves.</summary>
public sealed class RunDriversTests : GatedEngine
{
    [Fact]
    public async Task No_more_runs_are_worked_on_at_once_than_may_be()
    {
        var active = 0;
        var most = 0;
        await using var engine = await LocalEngine.StartAsync(
            Folder.Path,
            DownloadOnceAsync,
            steps => steps.AddStep<Batch, DownloadedReferences>(async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref active));
                await Task.Yield();
                Interlocked.Decrement(ref active);
                return new DownloadedReferences(0, 0, 0, 0);
            }),
            limits: new LimitsOptions { ActiveRuns = 3 });

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => engine.Runs.StartAsync(Request(number), default)));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => engine.Runs.WaitForEndAsync(Id(number), default)));

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, await engine.Runs.CountOpenAsync(Request(1).Batch.Robot, default));
    }

    [Theory]
    [InlineData(RunEnd.Delivered, 3, LogLevel.Information)]
    [InlineData(RunEnd.Delivered, 0, LogLevel.Warning)]
    [InlineData(RunEnd.ErrorDelivered, 0, LogLevel.Warning)]
    [InlineData(RunEnd.LeaseAbandoned, 0, LogLevel.Warning)]
    public async Task The_end_of_a_run_that_failed_as_a_whole_is_a_warning(RunEnd end, int enhanced, LogLevel level)
    {
        var logs = new CollectedLogs();
        var engine = await LocalEngine.StartAsync(
            Folder.Path,
            (_, _) => Task.FromResult(new RunOutcome(end, new EntryCounts { Enhanced = enhanced, Failed = 2 }, "The file is not there.")),
            static _ => { },
            logs: logs);

        await engine.Runs.StartAsync(Request(1), default);
        await engine.Runs.WaitForEndAsync(Id(1), default);
        await engine.StopAsync();

        Assert.Equal(level, Assert.Single(logs.Lines, static line => line.Text.Contains($"Run {Id(1)} ended", StringComparison.Ordinal)).Level);
    }

    [Fact]
    public async Task A_run_that_only_waits_for_time_to_pass_lets_another_one_work()
    {
        var time = new FakeTimeProvider();
        await using var engine = await LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                if (batch.Id == Id(1))
                {
                    await run.DelayUntilAsync(run.Now + TimeSpan.FromHours(1), default);
                }

                return Delivered;
            },
            static _ => { },
            time,
            new LimitsOptions { ActiveRuns = 1 });
        await engine.Runs.StartAsync(Request(1), default);
        await time.TimersArmedAsync();

        await engine.Runs.StartAsync(Request(2), default);
        await engine.Runs.WaitForEndAsync(Id(2), default);

        Assert.Null((await engine.Runs.FindAsync(Id(1), default))!.Outcome);
        time.Advance(TimeSpan.FromHours(1));
        await engine.Runs.WaitForEndAsync(Id(1), default);
    }

    [Fact]
    public async Task A_queued_run_can_be_cancelled_and_hears_of_it_after_a_restart()
    {
        await using (var engine = await StartGatedAsync(new LimitsOptions { ActiveRuns = 1 }))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await engine.Runs.StartAsync(Request(2), default);
            Assert.True(await engine.Runs.CancelAsync(Id(2), default));
            Assert.False(await engine.Runs.CancelAsync(Id(3), default));
        }

        await using var again = await LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                if (batch.Id == Id(2))
                {
                    await run.CancellationRequested;
                }

                return Delivered;
            },
            static _ => { });
        await again.Runs.WaitForEndAsync(Id(2), default);
        Assert.False(await again.Runs.CancelAsync(Id(2), default));
    }

    [Fact]
    public async Task At_start_payloads_of_no_open_run_are_removed_and_the_others_kept()
    {
        await using (var engine = await StartGatedAsync())
        {
            await engine.Runs.StartAsync(Request(1), default);
            await Begun.Task;
            await engine.Payloads.WriteAsync(Id(1), BatchItems.Chunk(0), default, default);
            await engine.Payloads.WriteAsync(Id(2), BatchItems.Chunk(0), default, default);
        }

        File.WriteAllText(Folder.File("runs", "half.jsonl.7.tmp"), "{");
        await using var again = await StartGatedAsync();

        Assert.Equal([Id(1)], again.Payloads.Batches());
        Assert.Empty(Directory.GetFiles(Folder.File("runs"), "*.tmp"));
    }

    [Fact]
    public async Task Waiting_for_a_run_that_fails_unexpectedly_ends_and_the_run_is_there_at_the_next_start()
    {
        await using (var engine = await LocalEngine.StartAsync(Folder.Path, static (_, _) => throw new InvalidOperationException("A bug."), static _ => { }))
        {
            await engine.Runs.StartAsync(Request(1), default);

            await engine.Runs.WaitForEndAsync(Id(1), default);
            await engine.Runs.WaitForAllAsync(default);

            Assert.Null((await engine.Runs.FindAsync(Id(1), default))!.Outcome);
        }

        await using var again = await LocalEngine.StartAsync(Folder.Path, static (_, _) => Task.FromResult(Delivered), static _ => { });
        await again.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(Delivered, (await again.Runs.FindAsync(Id(1), default))!.Outcome);
    }
}
