using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Whether an earlier report arrived.</summary>
/// <param name="Arrived">Whether it arrived.</param>
/// <param name="Status">The HTTP status of the response that says so.</param>
internal sealed record Arrival(bool Arrived, int Status);

/// <summary>Finds out whether a report arrived whose response was lost (protocol 1.4).</summary>
internal sealed class ReportArrival(RepositoryClient repository)
{
    /// <summary>
    /// Asks the repository for the status of the request. A failed request counts as not reported: nothing was imported, so a second report
    /// duplicates nothing, and the request may have failed for another reason.
    /// </summary>
    public async Task<StepOutcome<Arrival>> AskAsync(RobotIdentity robot, Batch batch, CancellationToken cancellation)
    {
        if (batch.Generation == ApiGeneration.G1)
        {
            return new StepFailure(
                FailureKind.Uncertain,
                "The response to the report was lost, and a G1 repository cannot be asked whether the report arrived. Look the request up there; deliver the report again only if the request has no result.");
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
