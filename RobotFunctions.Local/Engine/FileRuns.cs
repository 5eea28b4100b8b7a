using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The local engine's interface for endpoints: accepts requests, and finds, lists and cancels runs. Runs survive the process in their journals.
/// At most <c>Limits:OpenRuns</c> runs may be open.
/// </summary>
internal sealed class FileRuns(OpenRuns open, RunDrivers drivers, RunFiles files, RunRequests requests, DiskSpaceCheck room, OpenChunks chunks) : IBatchRuns
{
    /// <inheritdoc/>
    public async Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        var run = new OpenRun(request);
        while (true)
        {
            var there = open.Claim(run);
            if (there == run)
            {
                return await StoreAsync(run, request) ? StartVerdict.Started : StartVerdict.Busy;
            }

            // The other sender's request counts only once it is stored; if that fails, this one is tried.
            if (await there.Stored.WaitAsync(cancellation))
            {
                return there.ContentHash == run.ContentHash ? await RepeatAsync(there, request, cancellation) : StartVerdict.Conflict;
            }
        }
    }

    /// <inheritdoc/>
    public Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation) => open.Find(id) is { } run
        ? Task.FromResult<RunStatus?>(StatusOf(run))
        : Disk.RunAsync(() => files.FindEnded(id), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation)
    {
        var stillOpen = open.All.OrderByDescending(static run => run.AcceptedAt).Take(limit).Select(StatusOf).ToList();
        var ended = await Disk.RunAsync(() => files.ListEnded(limit), cancellation);

        // A run that is just ending is in both lists, and so is an id that was used before.
        return [.. stillOpen.Concat(ended).DistinctBy(static run => run.Id).Take(limit)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var stillOpen = open.All.Select(StatusOf).ToList();
        var ended = await Disk.RunAsync(() => files.ListEndedSince(since), cancellation);
        return [.. stillOpen.Concat(ended).DistinctBy(static run => run.Id)];
    }

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(BatchId id, CancellationToken cancellation)
    {
        if (open.Find(id) is not { } run
            || !await run.Stored.WaitAsync(cancellation)
            || !await Disk.RunAsync(() => files.RequestCancellation(id), cancellation))
        {
            return false;
        }

        run.Cancel?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation) =>
        Task.FromResult(open.All.Count(run => run.Robot == robot));

    /// <inheritdoc/>
    public Task<bool> HasCapacityAsync(CancellationToken cancellation) => Disk.RunAsync(() => open.HasCapacity && room.IsEnough, cancellation);

    /// <summary>Waits until the run with this id has ended. A run that failed unexpectedly stays open, without an outcome, until the next start.</summary>
    public Task WaitForEndAsync(BatchId id, CancellationToken cancellation) =>
        open.Find(id) is { } run ? run.Ended.WaitAsync(cancellation) : Task.CompletedTask;

    /// <summary>Waits until all currently open runs have ended or failed unexpectedly.</summary>
    public Task WaitForAllAsync(CancellationToken cancellation) =>
        Task.WhenAll(open.All.Select(static run => run.Ended)).WaitAsync(cancellation);

    private RunStatus StatusOf(OpenRun run) => run.ToStatus(chunks.CountsOf(run.Id));

    private async Task<StartVerdict> RepeatAsync(OpenRun run, AcceptedRequest repeated, CancellationToken cancellation)
    {
        await requests.RenewUrlsAsync(run, repeated, cancellation).WaitAsync(cancellation);
        return StartVerdict.AlreadyRunning;
    }

    private async Task<bool> StoreAsync(OpenRun run, AcceptedRequest request)
    {
        var stored = false;
        try
        {
            if (open.TryReserve())
            {
                await Disk.RunAsync(
                    () =>
                    {
                        room.Require();
                        files.Create(request);
                    },
                    CancellationToken.None);
                stored = true;
            }
        }
        finally
        {
            if (!stored)
            {
                open.Remove(run);
            }

            run.SetStored(stored);
        }

        if (stored)
        {
            drivers.Queue(run);
        }

        return stored;
    }
}
