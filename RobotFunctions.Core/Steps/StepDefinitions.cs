using System.Globalization;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.Steps;

/// <summary>All steps, for the recipe to call and for the engines to run.</summary>
public static class StepDefinitions
{
    /// <summary>The name of <see cref="StoreDeadLetter"/> in histories and journals, which keep its original name (docs/decisions/010-stored-names-keep-aliases.md).</summary>
    public const string StoreDeadLetterName = "KeepDeadLetter";

    private static readonly StepJsonContext Json = StepJsonContext.Default;

    /// <summary>Streams the reference file into chunks.</summary>
    public static StepDefinition<Batch, DownloadedReferences> DownloadReferences { get; } =
        new(nameof(DownloadReferences), static _ => "", Json.StepOutcomeDownloadedReferences);

    /// <summary>Runs the enhancer over one chunk.</summary>
    public static StepDefinition<ChunkInput, EnhancedChunk> EnhanceChunk { get; } =
        new(nameof(EnhanceChunk), static input => input.Index.ToString(CultureInfo.InvariantCulture), Json.StepOutcomeEnhancedChunk);

    /// <summary>Sends the result file.</summary>
    public static StepDefinition<UploadInput, UploadedResults> UploadResults { get; } =
        new(nameof(UploadResults), static _ => "", Json.StepOutcomeUploadedResults);

    /// <summary>Sends the callback.</summary>
    public static StepDefinition<ReportInput, Reported> ReportResult { get; } =
        new(nameof(ReportResult), static _ => "", Json.StepOutcomeReported);

    /// <summary>Fetches new signed URLs.</summary>
    public static StepDefinition<Batch, RefreshedUrls> RefreshUrls { get; } =
        new(nameof(RefreshUrls), static _ => "", Json.StepOutcomeRefreshedUrls);

    /// <summary>Renews the lease of a polled batch.</summary>
    public static StepDefinition<Batch, RenewedLease> RenewLease { get; } =
        new(nameof(RenewLease), static _ => "", Json.StepOutcomeRenewedLease) { RunsWhileStopping = true };

    /// <summary>Stores an undeliverable report as a dead letter.</summary>
    public static StepDefinition<DeadLetterInput, Unit> StoreDeadLetter { get; } =
        new(StoreDeadLetterName, static _ => "", Json.StepOutcomeUnit);

    /// <summary>Removes the batch's payloads.</summary>
    public static StepDefinition<Batch, Unit> DeletePayloads { get; } =
        new(nameof(DeletePayloads), static _ => "", Json.StepOutcomeUnit);
}
