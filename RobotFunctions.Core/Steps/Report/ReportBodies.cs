using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Makes the body of a report out of what the run left in the batch store. There is always one: a result that cannot be reported is an error, so that
/// neither the report nor its dead letter depends on what could not be built.
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
