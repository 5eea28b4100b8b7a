using System.Text.Json;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>A call of a step that the recipe waits for.</summary>
internal abstract class PendingStep(StepCall call) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public StepCall Call { get; } = call;

    public bool Stopped { get; private set; }

    /// <summary>Whether it is begun even while the host stops, and the host does not wait for it.</summary>
    public abstract bool RunsWhileStopping { get; }

    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Cancels the step. The cancellation runs outside the recipe's synchronization context.</summary>
    public void Stop()
    {
        Stopped = true;
        _ = _stop.CancelAsync();
    }

    /// <summary>Runs the step; null if the host stopped first and the step has to run again.</summary>
    public abstract Task<JsonElement?> RunAsync(IServiceProvider services, ILogger logger, CancellationToken hostStops);

    /// <summary>Passes the outcome to the recipe.</summary>
    public abstract void Complete(JsonElement outcome);

    public void Dispose() => _stop.Dispose();
}

/// <inheritdoc cref="PendingStep"/>
internal sealed partial class PendingStep<TInput, TOutput>(StepCall call, StepDefinition<TInput, TOutput> definition, TInput input)
    : PendingStep(call)
    where TInput : notnull
    where TOutput : notnull
{
    private static readonly StepFailure StoppedFailure = new(FailureKind.Stopped, "The step was asked to stop.");

    private readonly TaskCompletionSource<StepOutcome<TOutput>> _outcome = new();

    public Task<StepOutcome<TOutput>> Outcome => _outcome.Task;

    public override bool RunsWhileStopping => definition.RunsWhileStopping;

    public override async Task<JsonElement?> RunAsync(IServiceProvider services, ILogger logger, CancellationToken hostStops)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(StopToken, hostStops);
        var outcome = Stopped ? StoppedFailure : await ExecuteAsync(services, logger, either.Token);
        return outcome.Succeeded || !hostStops.IsCancellationRequested
            ? JsonSerializer.SerializeToElement(outcome, definition.OutcomeType)
            : null;
    }

    public override void Complete(JsonElement outcome) => _outcome.SetResult(
        outcome.Deserialize(definition.OutcomeType) ?? throw new InvalidDataException($"The journal has no outcome for {Call}."));

    private async Task<StepOutcome<TOutput>> ExecuteAsync(IServiceProvider services, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IStep<TInput, TOutput>>().RunAsync(input, cancellation);
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            return StoppedFailure;
        }
#pragma warning disable CA1031 // The engine's boundary: an exception that escapes a step becomes its outcome, and the recipe decides.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var failure = StepCrash.ToFailure(definition.Name, exception);
            Log.Escaped(logger, failure.Reason, exception.StackTrace);
            return failure;
        }
    }

    private static partial class Log
    {
        // The exception is not logged: its message may contain a signed URL.
        [LoggerMessage(1, LogLevel.Error, "{Reason}\n{StackTrace}")]
        public static partial void Escaped(ILogger logger, string reason, string? stackTrace);
    }
}
