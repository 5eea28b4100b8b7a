using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>A full disk, a bug in one run, and a newer version lose nothing.</summary>
public sealed class EngineExceptionsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_full_disk_makes_a_run_wait_and_loses_nothing()
    {
        var logs = new CollectedLogs();
        var runs = _temporary.File("runs");
        var calls = 0;
        await using var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                return new RunOutcome(RunEnd.Delivered, default);
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ =>
            {
                calls++;
                Directory.Move(runs, runs + "-unreachable");
                return new DownloadedReferences(1, 1, 0, 1);
            }),
            _time,
            logs: logs);
        await engine.Runs.StartAsync(Request(1), default);
        await _time.TimersArmedAsync();

        Assert.Null((await engine.Runs.FindAsync(Id(1), default))!.Outcome);
        await Assert.ThrowsAnyAsync<IOException>(() => engine.Runs.StartAsync(Request(2), default));
        Assert.Contains(logs.Lines, line => line.Text.Contains("The store is unavailable", StringComparison.Ordinal));

        Directory.Move(runs + "-unreachable", runs);
        _time.Advance(TimeSpan.FromMinutes(1));
        await engine.Runs.WaitForEndAsync(Id(1), default);

        Assert.Equal(1, calls);
        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(2), default));
    }

    [Fact]
    public async Task A_bug_in_one_run_leaves_it_whole_and_the_others_alone()
    {
        var logs = new CollectedLogs();
        await using (var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            (_, batch) => batch.Id == Id(1) ? throw new InvalidOperationException("A bug at https://host/?sig=hidden") : Task.FromResult(new RunOutcome(RunEnd.Delivered, default)),
            static _ => { },
            logs: logs))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await engine.Runs.StartAsync(Request(2), default);
            await engine.Runs.WaitForEndAsync(Id(2), default);
        }

        Assert.DoesNotContain(logs.Lines, line => line.Text.Contains("hidden", StringComparison.Ordinal));
        await using var again = await LocalEngine.StartAsync(
            _temporary.Path,
            (_, _) => Task.FromResult(new RunOutcome(RunEnd.Delivered, default)),
            static _ => { });
        await again.Runs.WaitForEndAsync(Id(1), default);
        Assert.NotNull((await again.Runs.FindAsync(Id(1), default))!.Outcome);
    }

    [Fact]
    public async Task A_run_of_a_newer_version_is_refused_and_stays()
    {
        var journal = _temporary.File("runs", $"{Id(1)}.jsonl");
        using (var folder = StoreFolder.Open(_temporary.Path))
        {
            new RunFiles(folder).Create(Request(1) with { Version = AcceptedRequest.CurrentVersion + 1 });
        }

        var before = File.ReadAllBytes(journal);
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(
            () => LocalEngine.StartAsync(_temporary.Path, (_, _) => Task.FromResult(new RunOutcome(RunEnd.Delivered, default)), static _ => { }));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(journal));
    }
}
