using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// The routes for reporting and querying a batch in each API generation (protocol 1.2 to 1.5): paths below the base URL, with the trailing
/// slash that the repository requires.
/// </summary>
public static class CallbackRoutes
{
    /// <summary>The path that the report of a batch is posted to.</summary>
    public static string Report(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch switch
        {
            { Generation: ApiGeneration.G1, Origin: BatchOrigin.Single } => "robot/enhancement/single/",
            { Generation: ApiGeneration.G1 } => "robot/enhancement/batch/",
            _ => Resource(batch) + "results/",
        };
    }

    /// <summary>The path of the status of a pushed request with new URLs; null in G1, which does not offer it to robots.</summary>
    public static string? Request(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Generation == ApiGeneration.G1 ? null : Resource(batch);
    }

    internal static string PolledBatch(BatchId id) => $"v1/robot-enhancement-batches/{id}/";

    private static string Resource(Batch batch) => batch switch
    {
        { Origin: BatchOrigin.Polled } => PolledBatch(batch.Id),

        // G2 does not push single references: a repository that does uses G1.5, whatever the configuration says.
        { Origin: BatchOrigin.Single } => $"v1/enhancement-requests/single-requests/{batch.Id}/",
        { Generation: ApiGeneration.G15 } => $"v1/enhancement-requests/batch-requests/{batch.Id}/",
        _ => $"v1/enhancement-requests/{batch.Id}/",
    };
}
