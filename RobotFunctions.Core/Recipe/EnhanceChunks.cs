using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>The fan-out: enhances a range of chunks concurrently, up to the chunk window, until all are done or one fails.</summary>
public sealed class EnhanceChunks
{
    private readonly ChunkSegment _range;
    private readonly RetriedSteps _steps;
    private readonly Interruption _interruption;
    private readonly Action<EntryCounts> _progressed;

    private EnhanceChunks(IStepRunner run, ChunkSegment range, Interruption interruption, Action<EntryCounts> progressed)
    {
        _range = range;
        _interruption = interruption;
        _steps = new RetriedSteps(run, range.Batch, interruption);
        _progressed = progressed;
    }

    /// <summary>Enhances a segment of a batch as its own run.</summary>
    /// <param name="run">The engine.</param>
    /// <param name="range">The segment.</param>
    /// <param name="interrupted">Completes, with the reason, when the segment must not start more chunks.</param>
    public static Task<SegmentOutcome> RunAsync(IStepRunner run, ChunkSegment range, Task<StepFailure> interrupted) =>
        RunAsync(run, range, interrupted, static _ => { });

    /// <inheritdoc cref="RunAsync(IStepRunner, ChunkSegment, Task{StepFailure})"/>
    /// <param name="run">The engine.</param>
    /// <param name="range">The segment.</param>
    /// <param name="interrupted">Completes, with the reason, when the segment must not start more chunks.</param>
    /// <param name="progressed">Called with the outcomes so far when a chunk ends.</param>
    public static Task<SegmentOutcome> RunAsync(IStepRunner run, ChunkSegment range, Task<StepFailure> interrupted, Action<EntryCounts> progressed) =>
        RunAsync(run, range, new Interruption(run, interrupted), progressed);

    internal static Task<SegmentOutcome> RunAsync(
        IStepRunner run,
        ChunkSegment range,
        Interruption interruption,
        Action<EntryCounts> progressed) => new EnhanceChunks(run, range, interruption, progressed).RunAsync();

    private async Task<SegmentOutcome> RunAsync()
    {
        var whole = new SegmentOutcome(default, 0);
        var running = new List<Task<StepOutcome<EnhancedChunk>>>(_range.Plan.ChunkWindow);
        var next = _range.First;
        var end = _range.First + _range.Count;
        while (true)
        {
            while (next < end && running.Count < _range.Plan.ChunkWindow && whole.Failure is null && _interruption.Failure is null)
            {
                running.Add(_steps.RunAsync(
                    StepDefinitions.EnhanceChunk,
                    new ChunkInput(_range.Batch, next++),
                    RetryPolicy.Of(_range.Plan)));
            }

            if (running.Count == 0)
            {
                return next == end || whole.Failure is not null ? whole : whole with { Failure = _interruption.Failure };
            }

            var finished = await Task.WhenAny(running);
            running.Remove(finished);
            whole = Add(whole, await finished);
            _progressed(whole.Counts);
        }
    }

    private static SegmentOutcome Add(SegmentOutcome whole, StepOutcome<EnhancedChunk> outcome) => outcome switch
    {
        { Failure: { } failure } => whole with { Failure = whole.Failure ?? failure },
        { Value: { } chunk } => whole with { Counts = whole.Counts + chunk.Counts, ResultBytes = whole.ResultBytes + chunk.ResultBytes },
        _ => throw new InvalidOperationException("A step gave neither a value nor a failure."),
    };
}
