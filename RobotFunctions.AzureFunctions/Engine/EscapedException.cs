using Microsoft.DurableTask;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>What an exception that escaped a step means to the recipe.</summary>
internal static class EscapedException
{
    /// <summary>
    /// Trouble with the store, and a host that stops, pass; everything else is a crash. The exception's own words stay in the log: the reason
    /// may travel to the repository, and nobody vouches for them.
    /// </summary>
    public static StepFailure ToFailure(string step, TaskFailureDetails details) => details switch
    {
        _ when details.IsCausedBy<IOException>() =>
            new(FailureKind.Transient, $"{step} could not reach the robot's own store."),
        _ when details.IsCausedBy<OperationCanceledException>() =>
            new(FailureKind.Transient, $"{step} was stopped with the machine it ran on."),
        _ => new(FailureKind.Crashed, $"{step} crashed with {details.ErrorType}. The log of the function app has the details."),
    };
}
