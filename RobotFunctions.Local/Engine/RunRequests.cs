using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Stores the requests of open runs in the batch store for their steps. A run stores its own when it begins. A repeated request has newer signed URLs and
/// may arrive before that.
/// </summary>
internal sealed partial class RunRequests(
    RunFiles files,
    FileBatchStore payloads,
    AcceptedRequests requests,
    RetryingDisk disk,
    ILogger<RunRequests> logger)
{
    /// <summary>Stores the request of a run, and removes payloads that an earlier run of the same id may have left.</summary>
    public async Task BeginAsync(OpenRun run, AcceptedRequest accepted, CancellationToken stop)
    {
        AcceptedRequest? repeated = null;

        // Attempt by attempt: a repeated request is not kept waiting until the disk has room.
        await disk.RetryAsync(
            () => run.WorkOnRequestAsync(async () =>
            {
                repeated = await LoadOwnAsync(run, stop) ?? repeated;
                await payloads.DeleteAllAsync(run.Id, stop);
                await requests.SaveAsync(repeated ?? accepted, stop);
                run.HasBegun = true;
            }),
            stop);
    }

    /// <summary>Stores the signed URLs of a repeated request for the open run. If the disk fails, the run goes on with those it has.</summary>
    public async Task RenewUrlsAsync(OpenRun run, AcceptedRequest repeated, CancellationToken cancellation)
    {
        if (repeated.ReferenceUrl is null)
        {
            return;
        }

        try
        {
            await run.WorkOnRequestAsync(() => RenewAsync(run, repeated, cancellation));
        }
        catch (IOException exception)
        {
            LogNotRenewed(run.Id, exception.Message);
        }
    }

    private async Task RenewAsync(OpenRun run, AcceptedRequest repeated, CancellationToken cancellation)
    {
        if (run.HasBegun || await LoadOwnAsync(run, cancellation) is not null)
        {
            await requests.RenewUrlsAsync(repeated, cancellation);
        }
        else if (await Disk.RunAsync(() => Journal.ReadFirst(files.JournalOf(run.Id)), cancellation) is { } accepted)
        {
            await requests.SaveAsync(RunFiles.ToRequest(accepted).WithUrlsOf(repeated), cancellation);
        }
    }

    // An earlier run of the same id may have left a request, perhaps of another version.
    private async Task<AcceptedRequest?> LoadOwnAsync(OpenRun run, CancellationToken cancellation) =>
        await requests.LoadIfReadableAsync(run.Id, cancellation) is { } stored && stored.Batch.AcceptedAt == run.AcceptedAt ? stored : null;

    [LoggerMessage(1, LogLevel.Warning, "Run {RunId} goes on with the signed URLs it has, because newer ones could not be stored: {Problem}")]
    private partial void LogNotRenewed(BatchId runId, string problem);
}
