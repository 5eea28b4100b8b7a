using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

/// <summary>A step that does what a test says.</summary>
public sealed class ScriptedStep<TInput, TOutput>(Func<TInput, CancellationToken, Task<StepOutcome<TOutput>>> script) : IStep<TInput, TOutput>
    where TOutput : notnull
{
    public Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation) => script(input, cancellation);
}

/// <summary>Registers scripted steps.</summary>
public static class ScriptedSteps
{
    public static IServiceCollection AddStep<TInput, TOutput>(this IServiceCollection services, Func<TInput, StepOutcome<TOutput>> script)
        where TOutput : notnull =>
        services.AddStep<TInput, TOutput>((input, _) => Task.FromResult(script(input)));

    public static IServiceCollection AddStep<TInput, TOutput>(
        this IServiceCollection services,
        Func<TInput, CancellationToken, Task<StepOutcome<TOutput>>> script)
        where TOutput : notnull =>
        services.AddSingleton<IStep<TInput, TOutput>>(new ScriptedStep<TInput, TOutput>(script));
}
