using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Core.Storage;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Enhance;

/// <summary>
/// Ten thousand random outcomes of an author's code: whatever they hold and whatever they throw, each reference gets one line that the repository
/// takes. The judge is the simulator, whose rules are written apart from the robot's.
/// </summary>
public sealed class RandomOutcomeTests : IDisposable
{
    private const int References = 500;
    private const int LineBytes = 64 * 1024;

    private readonly MemoryBatchStore _store = new();
    private readonly CollectedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_an_author_gives_or_throws_each_reference_gets_one_line_that_the_repository_takes(int seed)
    {
        var outcomes = new RandomOutcomes(seed);
        var answers = Enumerable.Range(0, References).ToDictionary(Id, _ => outcomes.Next());

        var chunk = await EnhanceAsync(new DelegateEnhancer((reference, token) => answers[reference.Id.ToString()](token)));

        Assert.Equal(References, chunk.Counts.Enhanced + chunk.Counts.Failed);
        Assert.InRange(chunk.Counts.Enhanced, 1, References - 1);
        var lines = _store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)).TrimEnd('\n').Split('\n');
        Assert.Equal(answers.Keys, lines.Select(ReferenceOf));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 10_000 / References)];

    private static string ReferenceOf(string line)
    {
        Assert.InRange(line.Length, 1, LineBytes);
        Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), line);
        Assert.Equal(AwkwardText.None, AwkwardTextSearch.In(Encoding.ASCII.GetBytes(line)));
        var entry = ResultEntry.Read(JsonElement.Parse(line));
        Assert.True(entry.Problem is null, $"{entry.Problem} in {line}");
        Assert.True(entry.Message is null || !string.IsNullOrWhiteSpace(entry.Message), line);
        return entry.ReferenceId.ToString();
    }

    private async Task<EnhancedChunk> EnhanceAsync(IEnhancer enhancer)
    {
        await new AcceptedRequests(_store).SaveAsync(new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" }, CancellationToken.None);
        var lines = string.Concat(Enumerable.Range(0, References).Select(static index => $$"""{"id":"{{Id(index)}}"}""" + "\n"));
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.Chunk(0), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        var limits = new LimitsOptions { ResultLineBytes = LineBytes };
        using var enhancers = new RobotEnhancers(
            new ServiceCollection().AddKeyedSingleton("test", enhancer).BuildServiceProvider(), TimeProvider.System, _logs.For<GuardedEnhancer>());
        var robot = TestRobots.Robot(static options =>
        {
            options.ReferenceAttempts = 1;
            options.Entitlements.Add("raw_enhancement_writer");
        });
        var step = new EnhanceChunk(
            new AcceptedRequests(_store), _store, new ConfiguredRobots([robot]), enhancers, Options.Create(limits), new OpenChunks(), TimeProvider.System, _logs.For<EnhanceChunk>());
        return (await step.RunAsync(new ChunkInput(TestRobots.Batch(), 0), CancellationToken.None)).Value!;
    }

    private static string Id(int index) => $"0198c1a2-7b3c-7def-8123-{index:x12}";
}
