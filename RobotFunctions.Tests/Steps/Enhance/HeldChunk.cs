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

/// <summary>Tests of a chunk whose enhancer answers when the test says, in fake time.</summary>
public abstract class HeldChunk : IDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<EnhancerOutcome>> _calls = new();
    private readonly List<RobotEnhancers> _enhancers = [];
    private readonly CollectedLogs _logs = new();

    private protected MemoryBatchStore Store { get; } = new();

    private protected FakeTimeProvider Time { get; } = new();

    private protected OpenChunks Open { get; } = new();

    /// <summary>Stops the chunk.</summary>
    private protected CancellationTokenSource Stop { get; } = new();

    /// <summary>The references that the enhancer was called for.</summary>
    private protected List<int> Called { get; } = [];

    public void Dispose()
    {
        Stop.Dispose();
        _logs.Dispose();
        _enhancers.ForEach(static enhancers => enhancers.Dispose());
        GC.SuppressFinalize(this);
    }

    private protected bool HasLogged(string text) => _logs.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal));

    private protected void Restart()
    {
        _calls.Clear();
        Called.Clear();
    }

    private protected void Answer(int index, EnhancerOutcome? outcome = null) => Call(index).SetResult(outcome ?? DelegateEnhancer.Annotated("fine"));

    private protected void Fail(int index, Exception exception) => Call(index).SetException(exception);

    private protected void AnswerAll()
    {
        foreach (var index in Enumerable.Range(0, 100))
        {
            Call(index).TrySetResult(DelegateEnhancer.Annotated("fine"));
        }
    }

    private TaskCompletionSource<EnhancerOutcome> Call(int index) => _calls.GetOrAdd(index, static _ => new());

    /// <summary>Runs the chunk once it has made so many calls.</summary>
    private protected async Task<Task<StepOutcome<EnhancedChunk>>> StartAsync(int references, int? calls = null, bool prompt = false, int concurrency = 100)
    {
        await new AcceptedRequests(Store).SaveAsync(new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" }, CancellationToken.None);
        var lines = string.Concat(Enumerable.Range(0, references).Select(static index => $$"""{"id":"{{Id(index)}}"}""" + "\n"));
        await Store.WriteAsync(TestRobots.BatchId, BatchItems.Chunk(0), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        var enhancer = new DelegateEnhancer((reference, _) =>
        {
            var index = Convert.ToInt32(reference.Id.ToString()[^12..], 16);
            lock (Called)
            {
                Called.Add(index);
            }

            return prompt ? new(DelegateEnhancer.Annotated("fine")) : new(Call(index).Task);
        });
        var enhancers = new RobotEnhancers(
            new ServiceCollection().AddKeyedSingleton<IEnhancer>("test", enhancer).BuildServiceProvider(), Time, _logs.For<GuardedEnhancer>());
        _enhancers.Add(enhancers);
        var robot = TestRobots.Robot(options =>
        {
            options.Concurrency = concurrency;
            options.ReferenceAttempts = 1;
            options.UnavailableTimeout = TimeSpan.Zero;
            options.ReferenceTimeout = Timeout.InfiniteTimeSpan;
        });
        var step = new EnhanceChunk(
            new AcceptedRequests(Store), Store, new ConfiguredRobots([robot]), enhancers, Options.Create(new LimitsOptions()), Open, Time, _logs.For<EnhanceChunk>());
        var running = step.RunAsync(new ChunkInput(TestRobots.Batch(), 0), Stop.IsCancellationRequested ? CancellationToken.None : Stop.Token);
        await UntilAsync(() => running.IsCompleted || Called.Count >= Math.Min(calls ?? references, concurrency));
        return running;
    }

    private protected List<int> Results() => Indexes(Store.Text(TestRobots.BatchId, BatchItems.ResultChunk(0)));

    private protected static List<int> Indexes(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Convert.ToInt32(JsonElement.Parse(line).GetProperty("reference_id").GetString()![^12..], 16)),
    ];

    private protected static string Id(int index) => $"0198c1a2-7b3c-7def-8123-{index:x12}";

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }
}
