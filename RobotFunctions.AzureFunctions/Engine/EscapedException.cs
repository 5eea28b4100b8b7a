using Microsoft.DurableTask;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Maps an exception that escaped a step to a failure.</summary>
internal static class EscapedException
{
    /// <summary>
    /// A storage failure and a host that stops are transient; any other exception is a crash. The exception's message stays in the log: the reason
    /// may be sent to the repository, and the message may contain secrets.
    /// </summary>
    public static StepFailure ToFailure(string step, TaskFailureDetails details) => details switch
    {
        _ when details.IsCausedBy<IOException>() =>
            new(FailureKind.Transient, $"{step} could not reach the robot's own store."),
        _ when details.IsCausedBy<OperationCanceledException>() =>
            new(FailureKind.Transient, $"{step} was stopped with the machine it ran on."),
        _ => new(FailureKind.Crashed, $"{step} crashed with {details.ErrorType}. See the log of the function app."),
    };
}
