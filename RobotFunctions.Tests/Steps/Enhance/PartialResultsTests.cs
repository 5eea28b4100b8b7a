using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Enhance;

/// <summary>The answers of a chunk that is not done survive what stops it.</summary>
public sealed class PartialResultsTests : HeldChunk
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly string Partial = BatchItems.PartialResults(0);

    [Fact]
    public async Task A_slow_answer_is_stored_at_once_and_those_that_finish_meanwhile_together()
    {
        var appends = new List<string>();
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        Store.OnAppend = async content =>
        {
            appends.Add(content);
            begun.TrySetResult();
            await first.Task;
        };
        var running = await StartAsync(4);
        Time.Advance(Slow);

        Answer(3);
        await begun.Task;
        Answer(1);
        await UntilAsync(() => Open.CountsOf(TestRobots.BatchId).Enhanced == 2);
        Answer(2);
        await UntilAsync(() => Open.CountsOf(TestRobots.BatchId).Enhanced == 3);
        first.SetResult();
        await UntilAsync(() => Store.Appends == 2);
        Answer(0);

        Assert.Equal(4, (await running).Value!.Counts.Enhanced);
        Assert.Equal(["3", "1 2"], appends.Take(2).Select(static content => string.Join(' ', Indexes(content))));
        Assert.Equal([0, 1, 2, 3], Results());
        Assert.DoesNotContain(Partial, Store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task Quick_answers_are_stored_once_a_second_and_not_at_all_when_the_chunk_is_done_before()
    {
        var running = await StartAsync(3);
        Answer(0);
        await UntilAsync(() => Open.CountsOf(TestRobots.BatchId).Enhanced == 1);
        Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(0, Store.Appends);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await UntilAsync(() => Store.Appends == 1);
        Assert.Equal([0], Indexes(Store.Text(TestRobots.BatchId, Partial)));
        Answer(1);
        Answer(2);
        await running;

        Restart();
        var appends = Store.Appends;
        var prompt = await StartAsync(3, prompt: true);
        Assert.Equal(3, (await prompt).Value!.Counts.Enhanced);
        Assert.Equal(appends, Store.Appends);
        Assert.DoesNotContain(Partial, Store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task A_chunk_that_was_stopped_stores_what_is_finished_and_a_repeated_run_makes_only_the_missing_calls()
    {
        var running = await StartAsync(5);
        Answer(4);
        Answer(1, EnhancerOutcome.Failed("No abstract."));
        await UntilAsync(() => Open.CountsOf(TestRobots.BatchId).Done == 2);
        await Stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([1, 4], Indexes(Store.Text(TestRobots.BatchId, Partial)).Order());

        Restart();
        var again = await StartAsync(5, calls: 3);
        Assert.Equal([0, 2, 3], Called.Order());
        Assert.Equal(new EntryCounts(1, 1, 0, 0), Open.CountsOf(TestRobots.BatchId));
        Answer(0);
        Answer(2);
        Answer(3);

        Assert.Equal(new EntryCounts(4, 1, 0, 0), (await again).Value!.Counts);
        Assert.Equal([0, 1, 2, 3, 4], Results());
        Assert.DoesNotContain(Partial, Store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task The_result_is_the_same_to_the_byte_whether_a_chunk_was_stopped_or_not()
    {
        var whole = await StartAsync(20, prompt: true);
        await whole;
        var expected = Store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0));

        Restart();
        var running = await StartAsync(20);
        foreach (var index in Enumerable.Range(5, 10).Reverse())
        {
            Answer(index);
        }

        await UntilAsync(() => Open.CountsOf(TestRobots.BatchId).Done == 10);
        await Stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Restart();
        await await StartAsync(20, prompt: true);

        Assert.Equal(10, Called.Count);
        Assert.Equal(expected, Store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)));
    }

    [Theory]
    [InlineData("{\"reference_id\":\"0198c1a2-7b3c-7def-8123-000000000001\",\"mess")]
    [InlineData("{\"reference_id\":\"0198c1a2-7b3c-7def-8123-000000000001\",\"mess\n")]
    [InlineData("no JSON\n\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_torn_line_is_ignored_and_does_not_spoil_the_next(string torn)
    {
        var answered = $$"""{"reference_id":"{{Id(0)}}","message":"Stored before."}""" + "\n";
        await Store.WriteAsync(TestRobots.BatchId, Partial, Encoding.UTF8.GetBytes(answered + answered + torn), CancellationToken.None);

        var running = await StartAsync(3, calls: 2);
        Time.Advance(Slow);
        Answer(1);
        await UntilAsync(() => Store.Appends == 1);
        await Stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Restart();
        var again = await StartAsync(3, calls: 1);
        Assert.Equal([2], Called);
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
        Time.Advance(Slow);
        Store.OnWrite = static _ => throw new IOException("No space left on device.");
        Answer(2);
        await Assert.ThrowsAsync<IOException>(() => running);
        Assert.Equal([2], Indexes(Store.Text(TestRobots.BatchId, Partial)));

        Store.OnWrite = static _ => { };
        Restart();
        var again = await StartAsync(3, calls: 2);
        Assert.Equal([0, 1], Called.Order());
        Answer(0);
        Answer(1);
        Assert.Equal(3, (await again).Value!.Counts.Enhanced);
    }

    [Fact]
    public async Task While_answers_cannot_be_stored_no_more_calls_are_made_and_none_is_lost()
    {
        var full = true;
        Store.OnAppend = _ => full ? throw new IOException("No space left on device.") : Task.CompletedTask;
        var running = await StartAsync(100, concurrency: 2);
        Time.Advance(Slow);

        Answer(0);
        Answer(1);
        await UntilAsync(() => HasLogged("cannot be stored"));
        var called = Called.Count;
        full = false;
        Time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => Store.Appends >= 1);

        AnswerAll();
        Assert.Equal(100, (await running).Value!.Counts.Enhanced);
        Assert.Equal(2, called);
    }

    [Fact]
    public async Task Answers_that_cannot_be_stored_for_a_minute_stop_the_chunk_as_a_failure_of_the_store()
    {
        Store.OnAppend = static _ => throw new IOException("No space left on device.");
        var running = await StartAsync(100, concurrency: 2);
        Time.Advance(Slow);
        Answer(0);
        await UntilAsync(() => HasLogged("cannot be stored"));
        AnswerAll();
        while (!running.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<IOException>(() => running);
    }

    [Fact]
    public async Task A_store_that_takes_no_more_appends_costs_only_what_a_crash_would_repeat()
    {
        Store.TakesAppends = false;
        var running = await StartAsync(2);
        Time.Advance(Slow);
        Answer(0);
        await UntilAsync(() => HasLogged("too many appends"));
        Answer(1);

        Assert.Equal(2, (await running).Value!.Counts.Enhanced);
        Assert.Equal(1, Store.Appends);
    }
}
