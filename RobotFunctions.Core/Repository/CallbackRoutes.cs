using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// Where each generation of the API wants to be told and asked about a batch (protocol 1.2 to 1.5): paths below the base URL, with the last
/// slash that the repository insists on.
/// </summary>
public static class CallbackRoutes
{
    /// <summary>Where the report of a batch is posted.</summary>
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

    /// <summary>Where the state of a pushed request and its fresh URLs are asked for; null in G1, which does not tell robots.</summary>
    public static string? Request(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Generation == ApiGeneration.G1 ? null : Resource(batch);
    }

    internal static string PolledBatch(BatchId id) => $"v1/robot-enhancement-batches/{id}/";

    private static string Resource(Batch batch) => batch switch
    {
        { Origin: BatchOrigin.Polled } => PolledBatch(batch.Id),

        // G2 pushes no single references: a repository that does so speaks G1.5, whatever the configuration says.
        { Origin: BatchOrigin.Single } => $"v1/enhancement-requests/single-requests/{batch.Id}/",
        { Generation: ApiGeneration.G15 } => $"v1/enhancement-requests/batch-requests/{batch.Id}/",
        _ => $"v1/enhancement-requests/{batch.Id}/",
    };
}
