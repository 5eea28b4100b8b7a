using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Creates the body of a report from the payloads in the batch store. A result that cannot be reported becomes an error, so that there is always a body:
/// a dead letter must not depend on one that could not be created.
/// </summary>
internal sealed class ReportBodies(IBatchStore store)
{
    /// <summary>The exact bytes to sign and send.</summary>
    public async Task<ReadOnlyMemory<byte>> MakeAsync(ReportInput report, CancellationToken cancellation)
    {
        if (report.Error is { } error)
        {
            return RobotResultBody.Error(report.Batch.Id, error);
        }

        if (report.Batch.Origin != BatchOrigin.Single)
        {
            return RobotResultBody.Success(report.Batch.Id);
        }

        using var result = await store.ReadAsync(report.Batch.Id, BatchItems.ResultChunk(0), cancellation);
        if (result is not { Content.IsEmpty: false })
        {
            return RobotResultBody.Error(report.Batch.Id, "The robot has no result for this reference.");
        }

        try
        {
            return RobotResultBody.Single(report.Batch.Id, result.Content);
        }
        catch (JsonException)
        {
            return RobotResultBody.Error(report.Batch.Id, "The robot's result for this reference was damaged in its store.");
        }
    }
}
