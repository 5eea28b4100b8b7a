using Microsoft.Azure.Functions.Worker;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Streams the reference file into chunks.</summary>
public sealed class DownloadReferencesActivity(IStep<Batch, DownloadedReferences> step)
{
    [Function(nameof(StepDefinitions.DownloadReferences))]
    public Task<StepOutcome<DownloadedReferences>> RunAsync([ActivityTrigger] Batch batch, CancellationToken cancellation) =>
        step.RunAsync(batch, cancellation);
}

/// <summary>Runs the enhancer over one chunk.</summary>
public sealed class EnhanceChunkActivity(IStep<ChunkInput, EnhancedChunk> step)
{
    [Function(nameof(StepDefinitions.EnhanceChunk))]
    public Task<StepOutcome<EnhancedChunk>> RunAsync([ActivityTrigger] ChunkInput chunk, CancellationToken cancellation) =>
        step.RunAsync(chunk, cancellation);
}

/// <summary>Sends the result file.</summary>
public sealed class UploadResultsActivity(IStep<UploadInput, UploadedResults> step)
{
    [Function(nameof(StepDefinitions.UploadResults))]
    public Task<StepOutcome<UploadedResults>> RunAsync([ActivityTrigger] UploadInput upload, CancellationToken cancellation) =>
        step.RunAsync(upload, cancellation);
}

/// <summary>Sends the callback.</summary>
public sealed class ReportResultActivity(IStep<ReportInput, Reported> step)
{
    [Function(nameof(StepDefinitions.ReportResult))]
    public Task<StepOutcome<Reported>> RunAsync([ActivityTrigger] ReportInput report, CancellationToken cancellation) =>
        step.RunAsync(report, cancellation);
}

/// <summary>Fetches new signed URLs.</summary>
public sealed class RefreshUrlsActivity(IStep<Batch, RefreshedUrls> step)
{
    [Function(nameof(StepDefinitions.RefreshUrls))]
    public Task<StepOutcome<RefreshedUrls>> RunAsync([ActivityTrigger] Batch batch, CancellationToken cancellation) =>
        step.RunAsync(batch, cancellation);
}

/// <summary>Renews the lease of a polled batch.</summary>
public sealed class RenewLeaseActivity(IStep<Batch, RenewedLease> step)
{
    [Function(nameof(StepDefinitions.RenewLease))]
    public Task<StepOutcome<RenewedLease>> RunAsync([ActivityTrigger] Batch batch, CancellationToken cancellation) =>
        step.RunAsync(batch, cancellation);
}

/// <summary>Stores an undeliverable report as a dead letter.</summary>
public sealed class StoreDeadLetterActivity(IStep<DeadLetterInput, Unit> step)
{
    [Function(StepDefinitions.StoreDeadLetterName)]
    public Task<StepOutcome<Unit>> RunAsync([ActivityTrigger] DeadLetterInput letter, CancellationToken cancellation) =>
        step.RunAsync(letter, cancellation);
}

/// <summary>Removes the batch's payloads.</summary>
public sealed class DeletePayloadsActivity(IStep<Batch, Unit> step)
{
    [Function(nameof(StepDefinitions.DeletePayloads))]
    public Task<StepOutcome<Unit>> RunAsync([ActivityTrigger] Batch batch, CancellationToken cancellation) =>
        step.RunAsync(batch, cancellation);
}
