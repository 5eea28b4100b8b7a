using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>Which requests are accepted, and which start a run.</summary>
public sealed class FileRunsTests : GatedEngine
{
    [Fact]
    public async Task The_same_request_starts_one_run_and_another_one_under_its_id_is_a_conflict()
    {
        await using var engine = await StartGatedAsync();

        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(1), default));
        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Request(1), default));
        Assert.Equal(StartVerdict.Conflict, await engine.Runs.StartAsync(Request(1) with { ContentHash = "other" }, default));

        Gate.SetResult();
        await engine.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(1, Downloads);
    }

    [Fact]
    public async Task Many_senders_of_one_request_at_once_start_one_run()
    {
        await using var engine = await StartGatedAsync();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => engine.Runs.StartAsync(Request(1), default))));

        Assert.Single(verdicts, StartVerdict.Started);
        Assert.Equal(31, verdicts.Count(verdict => verdict == StartVerdict.AlreadyRunning));
        Assert.Equal(1, await engine.Runs.CountOpenAsync(Request(1).Batch.Robot, default));
    }

    [Fact]
    public async Task After_its_end_the_same_request_starts_a_new_run()
    {
        Gate.SetResult();
        await using var engine = await StartGatedAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(1), default));
            await engine.Runs.WaitForEndAsync(Id(1), default);
        }

        Assert.Equal(3, Downloads);
    }

    [Fact]
    public async Task Above_the_limit_of_open_runs_the_engine_is_busy_until_one_ends()
    {
        await using var engine = await StartGatedAsync(new LimitsOptions { OpenRuns = 2, ActiveRuns = 1 });
        await engine.Runs.StartAsync(Request(1), default);
        await engine.Runs.StartAsync(Request(2), default);

        Assert.Equal(StartVerdict.Busy, await engine.Runs.StartAsync(Request(3), default));
        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Request(2), default));
        Assert.Null(await engine.Runs.FindAsync(Id(3), default));

        Gate.SetResult();
        await engine.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(3), default));
    }

    [Fact]
    public async Task Nothing_is_accepted_before_the_start_or_after_the_stop()
    {
        var engine = await StartGatedAsync();
        await engine.StopAsync();

        Assert.Equal(StartVerdict.Busy, await engine.Runs.StartAsync(Request(1), default));
    }
}
