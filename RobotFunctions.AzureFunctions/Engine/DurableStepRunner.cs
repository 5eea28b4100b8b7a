using System.Text.Json;
using Microsoft.DurableTask;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The recipe's engine on Durable Functions: a step is an activity, a wait is a durable timer, a segment is a sub-orchestration.</summary>
public sealed class DurableStepRunner(TaskOrchestrationContext context) : IStepRunner
{
    /// <summary>
    /// The external event that cancels a run or a segment of it. For a segment its payload is the reason, as JSON of a <see cref="StepFailure"/>; it is
    /// empty when an operator, or the version before, sends it.
    /// </summary>
    public const string CancelEvent = "cancel";

    /// <inheritdoc/>
    public DateTimeOffset Now => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <inheritdoc/>
    public Task<StepFailure> CancellationRequested { get; } = WaitForCancellationAsync(context);

    /// <inheritdoc/>
    public async Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull
    {
        try
        {
            return await context.CallActivityAsync<StepOutcome<TOutput>>(step.Name, input);
        }
        catch (TaskFailedException exception)
        {
            return EscapedException.ToFailure(step.Name, exception.FailureDetails);
        }
    }

    /// <inheritdoc/>
    public async Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted)
    {
        var instance = context.NewGuid().ToString("D");
        var running = RunSegmentAsync(segment, instance);

        // A run of the first recipe may have been interrupted before: its segment was never told.
        if (!interrupted.IsCompleted && await Task.WhenAny(running, interrupted) == interrupted)
        {
            context.SendEvent(instance, CancelEvent, JsonSerializer.Serialize(await interrupted, StepJsonContext.Default.StepFailure));
        }

        return await running;
    }

    /// <inheritdoc/>
    public Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation) => context.CreateTimer(due.UtcDateTime, cancellation);

    /// <inheritdoc/>
    public void SetProgress(RunProgress progress) => context.SetCustomStatus(progress);

    /// <summary>Does nothing: running activities cannot be stopped. They finish, and their results are ignored.</summary>
    public void StopSteps()
    {
    }

    private async Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, string instance)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<SegmentOutcome>(
                nameof(EnhanceChunks),
                segment,
                new SubOrchestrationOptions(instanceId: instance) { Version = context.Version });
        }
        catch (TaskFailedException exception)
        {
            return new SegmentOutcome(default, 0, EscapedException.ToFailure(nameof(EnhanceChunks), exception.FailureDetails));
        }
    }

    private static async Task<StepFailure> WaitForCancellationAsync(TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string?>(CancelEvent) is { Length: > 0 } reason
            ? JsonSerializer.Deserialize(reason, StepJsonContext.Default.StepFailure)!
            : StepFailure.Cancelled;
}
