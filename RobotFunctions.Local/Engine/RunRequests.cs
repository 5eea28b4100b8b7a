using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Stores the requests of open runs in the batch store for their steps. A run stores its own when it begins. A repeated request has newer signed URLs and
/// may arrive before that.
/// </summary>
internal sealed class RunRequests(RunFiles files, FileBatchStore payloads, AcceptedRequests requests, RetryingDisk disk)
{
    /// <summary>Stores the request of a run, and removes payloads that an earlier run of the same id may have left.</summary>
    public Task BeginAsync(OpenRun run, AcceptedRequest accepted, CancellationToken stop) => run.WorkOnRequestAsync(async () =>
    {
        AcceptedRequest? repeated = null;
        await disk.RetryAsync(async () => repeated = await LoadOwnAsync(run, stop), stop);
        await disk.RetryAsync(() => payloads.DeleteAllAsync(run.Id, stop), stop);
        await disk.RetryAsync(() => requests.SaveAsync(repeated ?? accepted, stop), stop);
        run.HasBegun = true;
    });

    /// <summary>Stores the signed URLs of a repeated request for the open run.</summary>
    public Task RenewUrlsAsync(OpenRun run, AcceptedRequest repeated, CancellationToken cancellation) => repeated.ReferenceUrl is null
        ? Task.CompletedTask
        : run.WorkOnRequestAsync(async () =>
        {
            if (run.HasBegun || await LoadOwnAsync(run, cancellation) is not null)
            {
                await requests.RenewUrlsAsync(repeated, cancellation);
            }
            else if (await Disk.RunAsync(() => Journal.ReadFirst(files.JournalOf(run.Id)), cancellation) is { } accepted)
            {
                await requests.SaveAsync(RunFiles.ToRequest(accepted).WithUrlsOf(repeated), cancellation);
            }
        });

    // An earlier run of the same id may have left a request, perhaps of another version.
    private async Task<AcceptedRequest?> LoadOwnAsync(OpenRun run, CancellationToken cancellation) =>
        await requests.LoadIfReadableAsync(run.Id, cancellation) is { } stored && stored.Batch.AcceptedAt == run.AcceptedAt ? stored : null;
}
