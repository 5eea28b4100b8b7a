using Microsoft.DurableTask;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The recipe's engine on Durable Functions: a step is an activity, a wait is a durable timer, a segment is a sub-orchestration.</summary>
public sealed class DurableStepRunner(TaskOrchestrationContext context) : IStepRunner
{
    /// <summary>The external event that cancels a run or a segment of it.</summary>
    public const string CancelEvent = "cancel";

    private string? _part;

    /// <inheritdoc/>
    public DateTimeOffset Now => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <inheritdoc/>
    public Task CancellationRequested { get; } = context.WaitForExternalEvent<string?>(CancelEvent);

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
    public async Task<SegmentOutcome> RunSegmentAsync(ChunkSegment part)
    {
        _part = context.NewGuid().ToString("D");
        try
        {
            return await context.CallSubOrchestratorAsync<SegmentOutcome>(nameof(EnhanceChunks), part, new SubOrchestrationOptions(instanceId: _part));
        }
        catch (TaskFailedException exception)
        {
            return new SegmentOutcome(default, 0, EscapedException.ToFailure(nameof(EnhanceChunks), exception.FailureDetails));
        }
        finally
        {
            _part = null;
        }
    }

    /// <inheritdoc/>
    public Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation) => context.CreateTimer(due.UtcDateTime, cancellation);

    /// <inheritdoc/>
    public void SetProgress(RunProgress progress) => context.SetCustomStatus(progress);

    /// <summary>Tells the running segment not to start more chunks. Running activities cannot be stopped: they finish, and their results are ignored.</summary>
    public void StopSteps()
    {
        if (_part is not null)
        {
            context.SendEvent(_part, CancelEvent, "");
        }
    }
}
