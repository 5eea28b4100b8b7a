using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The requests of open runs where their steps find them: in the batch store. A run puts its own there when it begins. A repeated request brings newer
/// signed URLs, and may come before that.
/// </summary>
internal sealed class RunRequests(RunFiles files, FileBatchStore payloads, AcceptedRequests requests, RetryingDisk disk)
{
    /// <summary>Puts a run's request into the store, and removes what an earlier run of the same id may have left there.</summary>
    public Task BeginAsync(OpenRun run, AcceptedRequest accepted, CancellationToken stop) => run.WorkOnRequestAsync(async () =>
    {
        AcceptedRequest? repeated = null;
        await disk.RetryAsync(async () => repeated = await LoadOwnAsync(run, stop), stop);
        await disk.RetryAsync(() => payloads.DeleteAllAsync(run.Id, stop), stop);
        await disk.RetryAsync(() => requests.SaveAsync(repeated ?? accepted, stop), stop);
        run.HasBegun = true;
    });

    /// <summary>Keeps the signed URLs of a repeated request for the run that works on it.</summary>
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

    // What an earlier run of the same id left, of another version perhaps, is not this run's.
    private async Task<AcceptedRequest?> LoadOwnAsync(OpenRun run, CancellationToken cancellation) =>
        await requests.LoadIfReadableAsync(run.Id, cancellation) is { } stored && stored.Batch.AcceptedAt == run.AcceptedAt ? stored : null;
}
