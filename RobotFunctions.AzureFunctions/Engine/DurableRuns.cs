using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Runs as Durable instances; the instance id is the batch's id. The accepted request is kept in the batch store, not in the history.</summary>
internal sealed class DurableRuns(
    HostEngine engine,
    RequestBlobs requests,
    AcceptedRequests accepted,
    OpenInstances open,
    RunPlan plan,
    TimeProvider time) : IBatchRuns
{
    private static readonly OrchestrationRuntimeStatus[] Lost = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(200);
    private const int Attempts = 15;

    /// <inheritdoc/>
    public async Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryStartAsync(request, cancellation) is { } verdict)
            {
                return verdict;
            }

            if (attempt == Attempts)
            {
                return StartVerdict.Busy;
            }

            await Task.Delay(BetweenAttempts, time, cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation) =>
        await GetAsync(id, cancellation) is { } instance ? InstanceStatus.Read(instance) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation) =>
        [.. (await AllAsync(new OrchestrationQuery(), cancellation)).OrderByDescending(run => run.AcceptedAt).Take(limit)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var stillOpen = await AllAsync(new OrchestrationQuery { Statuses = OpenInstances.Statuses }, cancellation);
        var begun = await AllAsync(new OrchestrationQuery { CreatedFrom = since }, cancellation);

        // What has ended between the two lists is in both.
        return [.. begun.Concat(stillOpen).DistinctBy(static run => run.Id)];
    }

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(BatchId id, CancellationToken cancellation)
    {
        if (await GetAsync(id, cancellation) is not { } instance || !IsOpen(instance))
        {
            return false;
        }

        return await engine.AskAsync(
            async (client, token) =>
            {
                await client.RaiseEventAsync(id.ToString(), DurableStepRunner.CancelEvent, token);
                return true;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation) => open.CountAsync(robot, cancellation);

    /// <inheritdoc/>
    public Task<bool> HasCapacityAsync(CancellationToken cancellation) => Task.FromResult(open.HasCapacity());

    /// <summary>Runs that the engine ended before the recipe did: nobody has been told of them.</summary>
    public Task<List<RunStatus>> ListLostAsync(CancellationToken cancellation) => AllAsync(new OrchestrationQuery { Statuses = Lost }, cancellation);

    /// <summary>Null when another start of the same id may be under way.</summary>
    private async Task<StartVerdict?> TryStartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        var hasCapacity = open.HasCapacity();
        if (hasCapacity && await requests.TryAddAsync(request, cancellation))
        {
            return await ScheduleAsync(request, cancellation);
        }

        if (await GetAsync(request.Batch.Id, cancellation) is { } instance && IsOpen(instance))
        {
            if (instance.ReadInputAs<BatchRun>()!.ContentHash != request.ContentHash)
            {
                return StartVerdict.Conflict;
            }

            await accepted.RenewUrlsAsync(request, cancellation);
            return StartVerdict.AlreadyRunning;
        }

        if (!hasCapacity)
        {
            return StartVerdict.Busy;
        }

        return await requests.TryReplaceAsync(request, cancellation) ? await ScheduleAsync(request, cancellation) : null;
    }

    private async Task<StartVerdict> ScheduleAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        await engine.AskAsync(
            (client, token) => client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnhanceBatch),
                new BatchRun(request.Batch, plan, request.ContentHash),
                new StartOrchestrationOptions(request.Batch.Id.ToString()),
                token),
            cancellation);
        open.Started(request.Batch);
        return StartVerdict.Started;
    }

    private async Task<OrchestrationMetadata?> GetAsync(BatchId id, CancellationToken cancellation)
    {
        var instance = await engine.AskAsync((client, token) => client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, token), cancellation);
        return instance is { Name: nameof(EnhanceBatch) } ? instance : null;
    }

    private static bool IsOpen(OrchestrationMetadata instance) => OpenInstances.Statuses.Contains(instance.RuntimeStatus);

    private Task<List<RunStatus>> AllAsync(OrchestrationQuery query, CancellationToken cancellation) => engine.AskAsync(
        async (client, token) =>
        {
            var runs = new List<RunStatus>();
            await foreach (var instance in client.GetAllInstancesAsync(query with { FetchInputsAndOutputs = true }).WithCancellation(token))
            {
                if (instance.Name == nameof(EnhanceBatch))
                {
                    runs.Add(InstanceStatus.Read(instance));
                }
            }

            return runs;
        },
        cancellation);
}
