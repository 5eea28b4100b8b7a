using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Steps;

/// <summary>What an engine needs to know about a step without knowing its class.</summary>
/// <param name="Name">The step's name in histories, journals and logs; renaming it breaks runs in flight.</param>
/// <param name="Key">Distinguishes concurrent calls in one run, for example the chunk's index; empty for a step that a run calls one at a time.</param>
/// <param name="OutcomeType">How an outcome is serialised.</param>
public sealed record StepDefinition<TInput, TOutput>(
    string Name,
    Func<TInput, string> Key,
    JsonTypeInfo<StepOutcome<TOutput>> OutcomeType)
    where TInput : notnull
    where TOutput : notnull
{
    /// <summary>
    /// Whether the step only holds what the other steps need, as a lease: while the host stops, it is still begun as long as another step runs, and
    /// nobody waits for its end.
    /// </summary>
    public bool RunsWhileStopping { get; init; }
}
