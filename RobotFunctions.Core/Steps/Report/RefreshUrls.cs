using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Gets new signed URLs from the repository and stores them in the accepted request (protocol 5: G1.5 and later).</summary>
internal sealed class RefreshUrls(ConfiguredRobots robots, RepositoryClient repository, AcceptedRequests requests, TimeProvider time)
    : IStep<Batch, RefreshedUrls>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<RefreshedUrls>> RunAsync(Batch input, CancellationToken cancellation)
    {
        if (await requests.LoadAsync(input.Id, cancellation) is not { } request)
        {
            return new StepFailure(FailureKind.Permanent, "The accepted request is no longer in the robot's store.");
        }

        var asked = time.GetUtcNow();
        var (references, results, failure) = await AskAsync(robots.Get(input.Robot).Identity, input, cancellation);
        if (failure is not null)
        {
            return failure;
        }

        await requests.SaveAsync(
            request with { ReferenceUrl = references ?? request.ReferenceUrl, ResultUrl = results ?? request.ResultUrl },
            cancellation);
        return new RefreshedUrls(asked);
    }

    private async Task<(SignedUrl? References, SignedUrl? Results, StepFailure? Failure)> AskAsync(
        RobotIdentity robot,
        Batch batch,
        CancellationToken cancellation)
    {
        if (batch.Generation == ApiGeneration.G3)
        {
            var polled = await repository.GetBatchAsync(robot, batch.Id, cancellation);
            return (polled.Value?.ReferenceUrl, polled.Value?.ResultUrl, polled.Failure);
        }

        var pushed = await repository.GetRequestAsync(robot, batch, cancellation);
        return (pushed.Value?.ReferenceUrl, pushed.Value?.ResultUrl, pushed.Failure);
    }
}
