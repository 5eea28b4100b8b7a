using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;

namespace RobotFunctions.Tests.Engine;

/// <summary>What a recipe may rely on, whatever engine runs it.</summary>
public abstract partial class StepRunnerContract
{
    public static readonly Batch Batch = new()
    {
        Id = new BatchId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef")),
        Robot = new RobotId(Guid.Parse("9fa8b9bd-12b1-4450-8ffb-712face23390")),
        Origin = BatchOrigin.Batch,
        Generation = ApiGeneration.G2,
        AcceptedAt = DateTimeOffset.UnixEpoch,
        UrlsIssuedAt = DateTimeOffset.UnixEpoch,
    };

    public static readonly RunPlan Plan = new()
    {
        CallbackDelay = TimeSpan.Zero,
        RetryTimeout = TimeSpan.FromMinutes(1),
        RefreshUrlsAfter = TimeSpan.FromMinutes(40),
        ReportPermanentErrors = true,
        ChunkWindow = 3,
    };

    /// <summary>The interruption of a run that nothing interrupts.</summary>
    protected static Task<StepFailure> Never { get; } = new TaskCompletionSource<StepFailure>().Task;

    /// <summary>Runs a recipe to its end on the engine under test, with the given steps.</summary>
    protected abstract Task<RunOutcome> RunAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps);

    /// <summary>Does what an operator does to cancel the run.</summary>
    protected abstract Task CancelAsync();

    /// <summary>Whether <see cref="IStepRunner.StopSteps"/> reaches a step that runs; where it does not, the step ends by itself.</summary>
    protected virtual bool StopReachesSteps => true;

    private async Task<string?> ReasonAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps) =>
        (await RunAsync(recipe, steps)).Reason;
}
