using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

/// <summary>A step that does what a test says.</summary>
public sealed class ScriptedStep<TInput, TOutput>(Func<TInput, CancellationToken, Task<StepOutcome<TOutput>>> script) : IStep<TInput, TOutput>
    where TOutput : notnull
{
    public Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation) => script(input, cancellation);
}
