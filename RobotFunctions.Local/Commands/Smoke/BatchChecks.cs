using RobotFunctions.Core.Checks;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Requests;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>Checks the batch that was pushed to the robot.</summary>
internal sealed class BatchChecks(RepositorySimulator repository, PushedRequest request, CheckTimeout timeout)
{
    /// <summary>Whether the robot accepted the signed request.</summary>
    public CheckResult Accepted() => request.RobotAnswer switch
    {
        { IsAccepted: true } => new CheckResult("signed batch", CheckVerdict.Passed, $"POST /batch/ answered 202 for {request.References.Count} references."),
        { Status: StatusCodes.Status401Unauthorized } refused => new CheckResult(
            "signed batch",
            CheckVerdict.Failed,
            $"The robot refused the signature: {refused.Error} Set ROBOT_ID and ROBOT_SECRET to the id and secret that the robot is configured with."),
        { Status: { } status } other => new CheckResult("signed batch", CheckVerdict.Failed, $"POST /batch/ answered {status}: {other.Error} See the robot's log."),
        _ => new CheckResult("signed batch", CheckVerdict.Failed, "POST /batch/ was not answered. See the robot's log."),
    };

    /// <summary>Waits until the repository has imported the result, and checks that it is complete.</summary>
    public Task<CheckResult> ImportedAsync(CancellationToken cancellation) => timeout.RunAsync(
        async token =>
        {
            await request.SettledAsync(token);
            return request.Imports is [{ IsOneAnswerEach: true, Enhanced: > 0 } import]
                ? new CheckResult("result", CheckVerdict.Passed, $"One valid answer per reference: {import.Enhanced} enhancements, {import.Failed} errors.")
                : new CheckResult("result", CheckVerdict.Failed, $"Not one valid answer per reference: {Problems()} See the robot's log.");
        },
        seconds => new CheckResult(
            "result",
            CheckVerdict.Failed,
            $"No callback within {seconds} seconds. {LastCall()} The robot's Repository:Url must be {repository.Url}, on the machine where this test runs; see the robot's log."),
        cancellation);

    /// <summary>Whether the result was reported exactly once, and every call of the robot had a valid signature.</summary>
    public CheckResult ReportedOnce()
    {
        if (repository.Calls.All.FirstOrDefault(static call => call.Signature is { IsAccepted: false }) is { Signature: { } verdict } refused)
        {
            return new CheckResult(
                "callback",
                CheckVerdict.Failed,
                $"{refused.Method} {refused.Path} had an invalid signature: {verdict.Detail} Give robot and test the same secret, and the same time.");
        }

        var count = repository.Callbacks.All.Count(callback => callback.Id == request.Id);
        return count == 1
            ? new CheckResult("callback", CheckVerdict.Passed, "Exactly one, with a valid signature.")
            : new CheckResult("callback", CheckVerdict.Failed, $"{count} valid callbacks instead of exactly one. See the robot's log.");
    }

    private string Problems()
    {
        var problems = request.Imports.SelectMany(static import => import.Problems).Take(3).Prepend(request.Error).OfType<string>().ToList();
        return problems.Count > 0 ? string.Join(' ', problems) : $"the request ended as {request.Status}.";
    }

    private string LastCall() => repository.Calls.All is [.., var last] ? $"The robot's last call was {last}." : "The robot has not called at all.";
}
