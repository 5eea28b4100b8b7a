using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Enhance;

public sealed class EnhanceChunkTests
{
    private readonly MemoryBatchStore _store = new();
    private readonly LimitsOptions _limits = new();

    [Fact]
    public async Task Each_reference_gets_one_line_in_the_order_of_the_file()
    {
        var chunk = await RunAsync(DelegateEnhancer.Prompt, string.Concat(Enumerable.Range(0, 50).Select(Line)));

        Assert.Equal(new EntryCounts(50, 0, 0, 0), chunk.Counts);
        Assert.Equal(Enumerable.Range(0, 50).Select(Id), Results().Select(result => result.GetProperty("reference_id").GetString()));
    }

    [Fact]
    public async Task The_order_stays_when_later_references_are_done_first()
    {
        var gates = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource<EnhancerOutcome>()).ToArray();
        var enhancer = new DelegateEnhancer((reference, _) => new(gates[Index(reference)].Task));

        var running = RunAsync(enhancer, string.Concat(Enumerable.Range(0, 20).Select(Line)), robot => robot.Concurrency = 20);
        foreach (var gate in gates.Reverse())
        {
            gate.SetResult(DelegateEnhancer.Annotated("late"));
        }

        await running;
        Assert.Equal(Enumerable.Range(0, 20).Select(Id), Results().Select(result => result.GetProperty("reference_id").GetString()));
    }

    [Fact]
    public async Task A_malformed_line_with_a_readable_id_becomes_an_error_line_for_that_id()
    {
        var chunk = await RunAsync(DelegateEnhancer.Prompt, $$"""{"id":"{{Id(1)}}","identifiers":5}""" + "\n" + Line(2));

        Assert.Equal(new EntryCounts(1, 1, 0, 0), chunk.Counts);
        Assert.StartsWith("The reference's line is malformed:", Results()[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_line_without_an_id_is_counted_and_gets_no_line()
    {
        var chunk = await RunAsync(DelegateEnhancer.Prompt, "not JSON\n" + Line(1));

        Assert.Equal(new EntryCounts(1, 0, 1, 0), chunk.Counts);
        Assert.Single(Results());
    }

    [Fact]
    public async Task A_line_over_the_limit_becomes_an_error_line_that_names_the_limit()
    {
        _limits.LineBytes = 1024;

        var chunk = await RunAsync(DelegateEnhancer.Prompt, Line(0).TrimEnd('}', '\n') + new string(' ', 2000) + "\n" + Line(1));

        Assert.Equal(new EntryCounts(1, 1, 0, 0), chunk.Counts);
        Assert.Equal("The reference's line is longer than 1024 bytes.", Results()[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_enhancers_failure_is_the_error_lines_message()
    {
        await RunAsync(new DelegateEnhancer((_, _) => new(EnhancerOutcome.Failed("No abstract."))), Line(0));

        Assert.Equal("No abstract.", Results()[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Content_that_the_repository_would_refuse_never_leaves()
    {
        var broken = EnhancerOutcome.Enhanced(new AnnotationContent { Annotations = [] });

        var chunk = await RunAsync(new DelegateEnhancer((_, _) => new(broken)), Line(0));

        Assert.Equal(1, chunk.Counts.Failed);
        Assert.StartsWith("The enhancer's content breaks a rule of the repository:", Results()[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enhancement_over_the_limit_becomes_an_error_line_and_leaves_the_others_whole()
    {
        _limits.ResultLineBytes = 1024;
        var enhancer = new DelegateEnhancer((reference, _) => new(DelegateEnhancer.Annotated(Index(reference) == 1 ? new string('x', 2000) : "fine")));

        var chunk = await RunAsync(enhancer, Line(0) + Line(1) + Line(2));

        Assert.Equal(new EntryCounts(2, 1, 0, 0), chunk.Counts);
        Assert.Equal(3, Results().Count);
    }

    [Fact]
    public async Task A_reference_whose_depths_are_malformed_gets_an_error_line_when_the_enhancer_looks_there()
    {
        var line = $$"""{"id":"{{Id(0)}}","identifiers":[{"identifier_type":"pm_id","identifier":"x y z"}]}""" + "\n";

        var chunk = await RunAsync(new DelegateEnhancer((reference, _) => new(DelegateEnhancer.Annotated($"{reference.Identifiers.Count}"))), line);

        Assert.Equal(1, chunk.Counts.Failed);
    }

    [Fact]
    public async Task The_same_chunk_enhanced_twice_gives_the_same_bytes()
    {
        var lines = string.Concat(Enumerable.Range(0, 30).Select(Line));
        await RunAsync(DelegateEnhancer.Prompt, lines);
        var first = _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0));

        await RunAsync(DelegateEnhancer.Prompt, lines);

        Assert.Equal(first, _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)));
    }

    [Fact]
    public async Task A_chunk_that_is_gone_is_a_lost_payload()
    {
        var step = Step(DelegateEnhancer.Prompt);

        var outcome = await step.RunAsync(new ChunkInput(TestRobots.Batch(), 7), CancellationToken.None);

        Assert.Equal(FailureKind.PayloadLost, outcome.Failure!.Kind);
    }

    [Fact]
    public async Task Cancelling_leaves_no_result_behind()
    {
        using var cancelled = new CancellationTokenSource();
        var enhancer = new DelegateEnhancer(async (_, token) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return default;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(enhancer, Line(0), cancellation: cancelled.Token));
        Assert.DoesNotContain(BatchItems.ResultChunk(0), _store.Items(TestRobots.BatchId));
    }

    private async Task<EnhancedChunk> RunAsync(
        IEnhancer enhancer,
        string lines,
        Action<RobotOptions>? configure = null,
        CancellationToken cancellation = default)
    {
        await new AcceptedRequests(_store).SaveAsync(
            new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" },
            CancellationToken.None);
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.Chunk(0), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        var outcome = await Step(enhancer, configure).RunAsync(new ChunkInput(TestRobots.Batch(), 0), cancellation);
        return outcome.Value!;
    }

    private EnhanceChunk Step(IEnhancer enhancer, Action<RobotOptions>? configure = null)
    {
        var services = new ServiceCollection().AddKeyedSingleton("test", enhancer).BuildServiceProvider();
        return new EnhanceChunk(
            new AcceptedRequests(_store),
            _store,
            new ConfiguredRobots([TestRobots.Robot(configure)]),
            new RobotEnhancers(services, TimeProvider.System, NullLogger<GuardedEnhancer>.Instance),
            Options.Create(_limits),
            new OpenChunks(),
            TimeProvider.System,
            NullLogger<EnhanceChunk>.Instance);
    }

    private List<JsonElement> Results() =>
        [.. _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Line(int index) => $$"""{"id":"{{Id(index)}}","visibility":"public","identifiers":null,"enhancements":[]}""" + "\n";

    private static string Id(int index) => $"0198c1a2-7b3c-7def-8123-{index:x12}";

    private static int Index(Reference reference) => Convert.ToInt32(reference.Id.ToString()[^12..], 16);
}
