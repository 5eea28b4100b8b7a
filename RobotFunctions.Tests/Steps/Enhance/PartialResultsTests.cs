using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Enhance;

/// <summary>The answers of a chunk that is not done survive what stops it. The enhancer answers when the test says, in fake time.</summary>
public sealed class PartialResultsTests : IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly string Partial = BatchItems.PartialResults(0);

    private readonly MemoryBatchStore _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CollectedLogs _logs = new();
    private readonly OpenChunks _open = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<EnhancerOutcome>> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RobotEnhancers> _enhancers = [];
    private readonly List<int> _called = [];

    public void Dispose()
    {
        _stop.Dispose();
        _logs.Dispose();
        _enhancers.ForEach(static enhancers => enhancers.Dispose());
    }

    [Fact]
    public async Task A_slow_answer_is_stored_at_once_and_those_that_finish_meanwhile_together()
    {
        var appends = new List<string>();
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        _store.OnAppend = async content =>
        {
            appends.Add(content);
            begun.TrySetResult();
            await first.Task;
        };
        var running = await StartAsync(4);
        _time.Advance(Slow);

        Answer(3);
        await begun.Task;
        Answer(1);
        await UntilAsync(() => _open.CountsOf(TestRobots.BatchId).Enhanced == 2);
        Answer(2);
        await UntilAsync(() => _open.CountsOf(TestRobots.BatchId).Enhanced == 3);
        first.SetResult();
        await UntilAsync(() => _store.Appends == 2);
        Answer(0);

        Assert.Equal(4, (await running).Value!.Counts.Enhanced);
        Assert.Equal(["3", "1 2"], appends.Take(2).Select(static content => string.Join(' ', Indexes(content))));
        Assert.Equal([0, 1, 2, 3], Results());
        Assert.DoesNotContain(Partial, _store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task Quick_answers_are_stored_once_a_second_and_not_at_all_when_the_chunk_is_done_before()
    {
        var running = await StartAsync(3);
        Answer(0);
        await UntilAsync(() => _open.CountsOf(TestRobots.BatchId).Enhanced == 1);
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(0, _store.Appends);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await UntilAsync(() => _store.Appends == 1);
        Assert.Equal([0], Indexes(_store.Text(TestRobots.BatchId, Partial)));
        Answer(1);
        Answer(2);
        await running;

        _calls.Clear();
        var appends = _store.Appends;
        var prompt = await StartAsync(3, prompt: true);
        Assert.Equal(3, (await prompt).Value!.Counts.Enhanced);
        Assert.Equal(appends, _store.Appends);
        Assert.DoesNotContain(Partial, _store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task A_chunk_that_was_stopped_stores_what_is_finished_and_a_repeated_run_makes_only_the_missing_calls()
    {
        var running = await StartAsync(5);
        Answer(4);
        Answer(1, EnhancerOutcome.Failed("No abstract."));
        await UntilAsync(() => _open.CountsOf(TestRobots.BatchId).Done == 2);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([1, 4], Indexes(_store.Text(TestRobots.BatchId, Partial)).Order());

        Restart();
        var again = await StartAsync(5, calls: 3);
        Assert.Equal([0, 2, 3], _called.Order());
        Assert.Equal(new EntryCounts(1, 1, 0, 0), _open.CountsOf(TestRobots.BatchId));
        Answer(0);
        Answer(2);
        Answer(3);

        Assert.Equal(new EntryCounts(4, 1, 0, 0), (await again).Value!.Counts);
        Assert.Equal([0, 1, 2, 3, 4], Results());
        Assert.DoesNotContain(Partial, _store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task The_result_is_the_same_to_the_byte_whether_a_chunk_was_stopped_or_not()
    {
        var whole = await StartAsync(20, prompt: true);
        await whole;
        var expected = _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0));

        Restart();
        var running = await StartAsync(20);
        foreach (var index in Enumerable.Range(5, 10).Reverse())
        {
            Answer(index);
        }

        await UntilAsync(() => _open.CountsOf(TestRobots.BatchId).Done == 10);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Restart();
        await await StartAsync(20, prompt: true);

        Assert.Equal(10, _called.Count);
        Assert.Equal(expected, _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)));
    }

    [Theory]
    [InlineData("{\"reference_id\":\"0198c1a2-7b3c-7def-8123-000000000001\",\"mess")]
    [InlineData("{\"reference_id\":\"0198c1a2-7b3c-7def-8123-000000000001\",\"mess\n")]
    [InlineData("no JSON\n\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_torn_line_is_ignored_and_does_not_spoil_the_next(string torn)
    {
        var answered = $$"""{"reference_id":"{{Id(0)}}","message":"Stored before."}""" + "\n";
        await _store.WriteAsync(TestRobots.BatchId, Partial, Encoding.UTF8.GetBytes(answered + answered + torn), CancellationToken.None);

        var running = await StartAsync(3, calls: 2);
        _time.Advance(Slow);
        Answer(1);
        await UntilAsync(() => _store.Appends == 1);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Restart();
        var again = await StartAsync(3, calls: 1);
        Assert.Equal([2], _called);
        Answer(2);

        Assert.Equal(new EntryCounts(2, 1, 0, 0), (await again).Value!.Counts);
        Assert.Equal([0, 1, 2], Results());
    }

    [Fact]
    public async Task What_the_settings_or_an_outage_are_to_blame_for_is_asked_again()
    {
        var running = await StartAsync(3);
        Fail(0, new MisconfiguredException("The key is refused."));
        Fail(1, new TransientEnhancerException("The model is down.") { ServiceUnavailable = true });
        _time.Advance(Slow);
        _store.OnWrite = static _ => throw new IOException("No space left on device.");
        Answer(2);
        await Assert.ThrowsAsync<IOException>(() => running);
        Assert.Equal([2], Indexes(_store.Text(TestRobots.BatchId, Partial)));

        _store.OnWrite = static _ => { };
        Restart();
        var again = await StartAsync(3, calls: 2);
        Assert.Equal([0, 1], _called.Order());
        Answer(0);
        Answer(1);
        Assert.Equal(3, (await again).Value!.Counts.Enhanced);
    }

    [Fact]
    public async Task While_answers_cannot_be_stored_no_more_calls_are_made_and_none_is_lost()
    {
        var full = true;
        _store.OnAppend = _ => full ? throw new IOException("No space left on device.") : Task.CompletedTask;
        var running = await StartAsync(100, concurrency: 2);
        _time.Advance(Slow);

        Answer(0);
        Answer(1);
        await UntilAsync(() => HasLogged("cannot be stored"));
        var called = _called.Count;
        full = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _store.Appends >= 1);

        AnswerAll();
        Assert.Equal(100, (await running).Value!.Counts.Enhanced);
        Assert.Equal(2, called);
    }

    [Fact]
    public async Task Answers_that_cannot_be_stored_for_a_minute_stop_the_chunk_as_a_failure_of_the_store()
    {
        _store.OnAppend = static _ => throw new IOException("No space left on device.");
        var running = await StartAsync(100, concurrency: 2);
        _time.Advance(Slow);
        Answer(0);
        await UntilAsync(() => HasLogged("cannot be stored"));
        AnswerAll();
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<IOException>(() => running);
    }

    [Fact]
    public async Task A_store_that_takes_no_more_appends_costs_only_what_a_crash_would_repeat()
    {
        _store.TakesAppends = false;
        var running = await StartAsync(2);
        _time.Advance(Slow);
        Answer(0);
        await UntilAsync(() => HasLogged("too many appends"));
        Answer(1);

        Assert.Equal(2, (await running).Value!.Counts.Enhanced);
        Assert.Equal(1, _store.Appends);
    }

    private bool HasLogged(string text) => _logs.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal));

    private void Restart()
    {
        _calls.Clear();
        _called.Clear();
    }

    private void Answer(int index, EnhancerOutcome? outcome = null) => Call(index).SetResult(outcome ?? DelegateEnhancer.Annotated("fine"));

    private void Fail(int index, Exception exception) => Call(index).SetException(exception);

    private void AnswerAll()
    {
        foreach (var index in Enumerable.Range(0, 100))
        {
            Call(index).TrySetResult(DelegateEnhancer.Annotated("fine"));
        }
    }

    private TaskCompletionSource<EnhancerOutcome> Call(int index) => _calls.GetOrAdd(index, static _ => new());

    /// <summary>Runs the chunk once it has made so many calls.</summary>
    private async Task<Task<StepOutcome<EnhancedChunk>>> StartAsync(int references, int? calls = null, bool prompt = false, int concurrency = 100)
    {
        await new AcceptedRequests(_store).SaveAsync(new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" }, CancellationToken.None);
        var lines = string.Concat(Enumerable.Range(0, references).Select(static index => $$"""{"id":"{{Id(index)}}"}""" + "\n"));
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.Chunk(0), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        var enhancer = new DelegateEnhancer((reference, _) =>
        {
            var index = Convert.ToInt32(reference.Id.ToString()[^12..], 16);
            lock (_called)
            {
                _called.Add(index);
            }

            return prompt ? new(DelegateEnhancer.Annotated("fine")) : new(Call(index).Task);
        });
        var enhancers = new RobotEnhancers(
            new ServiceCollection().AddKeyedSingleton<IEnhancer>("test", enhancer).BuildServiceProvider(), _time, _logs.For<GuardedEnhancer>());
        _enhancers.Add(enhancers);
        var robot = TestRobots.Robot(options =>
        {
            options.Concurrency = concurrency;
            options.ReferenceAttempts = 1;
            options.UnavailableTimeout = TimeSpan.Zero;
            options.ReferenceTimeout = Timeout.InfiniteTimeSpan;
        });
        var step = new EnhanceChunk(
            new AcceptedRequests(_store), _store, new ConfiguredRobots([robot]), enhancers, Options.Create(new LimitsOptions()), _open, _time, _logs.For<EnhanceChunk>());
        var running = step.RunAsync(new ChunkInput(TestRobots.Batch(), 0), _stop.IsCancellationRequested ? CancellationToken.None : _stop.Token);
        await UntilAsync(() => running.IsCompleted || _called.Count >= Math.Min(calls ?? references, concurrency));
        return running;
    }

    private List<int> Results() => Indexes(_store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)));

    private static List<int> Indexes(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Convert.ToInt32(JsonElement.Parse(line).GetProperty("reference_id").GetString()![^12..], 16)),
    ];

    private static string Id(int index) => $"0198c1a2-7b3c-7def-8123-{index:x12}";

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }
}
