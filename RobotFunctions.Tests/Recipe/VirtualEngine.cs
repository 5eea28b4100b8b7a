using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Recipe;

/// <summary>
/// An engine in virtual time on one thread: steps are scripted and take as long as they say, waits take no time at all. What happens, and in
/// which order, is the same at every run.
/// </summary>
internal sealed class VirtualEngine : IStepRunner
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, int Order)> _events = new();
    private readonly Dictionary<string, Func<object, object>> _steps = [];
    private readonly TaskCompletionSource<StepFailure> _cancelled = new();
    private int _order;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public Task<StepFailure> CancellationRequested => _cancelled.Task;

    public List<(string Step, object Input, DateTimeOffset At)> Calls { get; } = [];

    public List<RunProgress> Progress { get; } = [];

    public bool Stopped { get; private set; }

    public int Parts { get; private set; }

    public int MostAtOnce { get; private set; }

    public Dictionary<string, TimeSpan> Durations { get; } = [];

    private int _running;

    public VirtualEngine On<TInput, TOutput>(StepDefinition<TInput, TOutput> step, Func<TInput, StepOutcome<TOutput>> answer)
        where TInput : notnull
        where TOutput : notnull
    {
        _steps[step.Name] = input => answer((TInput)input);
        return this;
    }

    public VirtualEngine At(TimeSpan time, Action happens)
    {
        _events.Enqueue(happens, (Start + time, _order++));
        return this;
    }

    public void Cancel() => _cancelled.SetResult(StepFailure.Cancelled);

    public IEnumerable<string> Names => Calls.Select(call => call.Step);

    public int Count(string step) => Names.Count(name => name == step);

    /// <summary>Drives a recipe to its end; a recipe that waits for nothing and does not end is a failure.</summary>
    public T Drive<T>(Func<IStepRunner, Task<T>> recipe)
    {
        var task = recipe(this);
        while (!task.IsCompleted)
        {
            Assert.True(_events.TryDequeue(out var happens, out var when), "The recipe waits for something that never comes.");
            Now = when.Due > Now ? when.Due : Now;
            happens();
        }

        return task.GetAwaiter().GetResult();
    }

    public Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull
    {
        Calls.Add((step.Name, input, Now));
        MostAtOnce = Math.Max(MostAtOnce, ++_running);
        var done = new TaskCompletionSource<StepOutcome<TOutput>>();
        var outcome = _steps.TryGetValue(step.Name, out var answer)
            ? (StepOutcome<TOutput>)answer(input)
            : throw new InvalidOperationException($"{step.Name} was not expected.");
        At(Now - Start + Durations.GetValueOrDefault(step.Name), () =>
        {
            _running--;
            done.SetResult(outcome);
        });
        return done.Task;
    }

    public Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted)
    {
        Parts++;
        return EnhanceChunks.RunAsync(this, segment, interrupted);
    }

    public Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource();
        cancellation.Register(() => done.TrySetCanceled(cancellation));
        At(due - Start, () => done.TrySetResult());
        return done.Task;
    }

    public void SetProgress(RunProgress progress) => Progress.Add(progress);

    public void StopSteps() => Stopped = true;
}
