using System.Runtime.CompilerServices;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>
/// Tests a running robot from outside: one batch of the samples from the signed request to the imported result, and every endpoint that must reject
/// an anonymous caller.
/// </summary>
/// <param name="repository">The repository that the robot is configured for.</param>
/// <param name="robot">The robot as the repository knows it, with its base URL.</param>
/// <param name="timeout">How long each check may take.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class SmokeTest(RepositorySimulator repository, RegisteredRobot robot, TimeSpan timeout, TimeProvider time)
{
    private const string UnsignedAdvice = "Unsigned requests must be rejected: unset the robot's Intake:Environment (or ENV).";

    private const string OperatorAdvice =
        "Anybody who reaches it can operate the robot. Start Core Tools with --enableAuth; on Azure, restore the function's authorization level.";

    private readonly CheckTimeout _timeout = new(timeout, time);

    /// <summary>Runs the checks and yields each result; if the robot does not become ready, the remaining checks are skipped.</summary>
    public async IAsyncEnumerable<CheckResult> RunAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var anonymous = new AnonymousChecks(robot.BaseUrl!, _timeout, time);
        var ready = await anonymous.ReadyAsync(cancellation);
        yield return ready;
        if (ready.Verdict != CheckVerdict.Passed)
        {
            yield break;
        }

        yield return await anonymous.ClosedAsync(HttpMethod.Post, "/batch/", UnsignedAdvice, cancellation);

        var request = await repository.Requests.PushBatchAsync(robot, DemoInput.Samples, cancellation: cancellation);
        var batch = new BatchChecks(repository, request, _timeout);
        var accepted = batch.Accepted();
        yield return accepted;
        if (accepted.Verdict == CheckVerdict.Passed)
        {
            yield return await batch.ImportedAsync(cancellation);
        }

        // Last, because an open endpoint would execute the call; by now it cannot affect the result.
        foreach (var (method, path) in OperatorEndpoints(request.Id))
        {
            yield return await anonymous.ClosedAsync(method, path, OperatorAdvice, cancellation);
        }

        if (accepted.Verdict == CheckVerdict.Passed)
        {
            yield return batch.ReportedOnce();
        }
    }

    private static (HttpMethod Method, string Path)[] OperatorEndpoints(BatchId id) =>
    [
        (HttpMethod.Get, "/requests/"),
        (HttpMethod.Get, $"/requests/{id}"),
        (HttpMethod.Post, $"/requests/{id}/cancel"),
        (HttpMethod.Post, $"/requests/{id}/redeliver"),
    ];
}
