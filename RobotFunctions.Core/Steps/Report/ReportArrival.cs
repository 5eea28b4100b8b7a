using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Whether an earlier report arrived.</summary>
/// <param name="Arrived">Whether it did.</param>
/// <param name="Status">The HTTP status of the answer that says so.</param>
internal sealed record Arrival(bool Arrived, int Status);

/// <summary>Finds out whether a report whose answer was lost arrived (protocol 1.4).</summary>
internal sealed class ReportArrival(RepositoryClient repository)
{
    /// <summary>
    /// Asks the repository how the request stands. A request that has failed counts as not reported: nothing was imported, so that a second report
    /// doubles nothing, and it may have failed for another reason than ours.
    /// </summary>
    public async Task<StepOutcome<Arrival>> AskAsync(RobotIdentity robot, Batch batch, CancellationToken cancellation)
    {
        if (batch.Generation == ApiGeneration.G1)
        {
            return new StepFailure(
                FailureKind.Uncertain,
                "The answer to the report was lost, and a G1 repository cannot be asked whether it arrived. Look the request up there; deliver the report again only if it has no result.");
        }

        var asked = await repository.GetRequestAsync(robot, batch, cancellation);
        return asked.Failure is { } failure ? failure : new Arrival(HasResult(asked.Value!.Status), 200);
    }

    private static bool HasResult(RequestStatus status) =>
        status == RequestStatus.Importing
        || status == RequestStatus.Indexing
        || status == RequestStatus.IndexingFailed
        || status == RequestStatus.PartialFailed
        || status == RequestStatus.Completed;
}
