using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Runs as Durable instances; the instance id is the batch's id. The accepted request is kept in the batch store, not in the history.</summary>
internal sealed class DurableRuns(HostEngine engine, StartGate gate, AcceptedRequests requests, RunPlan plan) : IBatchRuns
{
    private static readonly OrchestrationRuntimeStatus[] Open =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    private static readonly OrchestrationRuntimeStatus[] Lost = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <inheritdoc/>
    public async Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        await using var lease = await gate.AcquireAsync(request.Batch.Id, cancellation);
        return lease is null
            ? StartVerdict.Busy
            : await EngineExceptions.AsIOExceptionAsync(() => StartAloneAsync(request, cancellation));
    }

    /// <inheritdoc/>
    public Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation) =>
        EngineExceptions.AsIOExceptionAsync(async () => await GetAsync(id, cancellation) is { } instance ? InstanceStatus.Read(instance) : null);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation) =>
        [.. (await AllAsync(statuses: null, cancellation)).OrderByDescending(run => run.AcceptedAt).Take(limit)];

    /// <inheritdoc/>
    public Task<bool> CancelAsync(BatchId id, CancellationToken cancellation) =>
        EngineExceptions.AsIOExceptionAsync(async () =>
        {
            if (await GetAsync(id, cancellation) is not { } instance || !Open.Contains(instance.RuntimeStatus))
            {
                return false;
            }

            await engine.Client.RaiseEventAsync(id.ToString(), DurableStepRunner.CancelEvent, cancellation);
            return true;
        });

    /// <inheritdoc/>
    public async Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation) =>
        (await AllAsync(Open, cancellation)).Count(run => run.Robot == robot);

    /// <summary>Runs that the engine ended before the recipe did, so that the repository was not told.</summary>
    public Task<List<RunStatus>> ListLostAsync(CancellationToken cancellation) => AllAsync(Lost, cancellation);

    private async Task<StartVerdict> StartAloneAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        if (await GetAsync(request.Batch.Id, cancellation) is { } instance && Open.Contains(instance.RuntimeStatus))
        {
            return instance.ReadInputAs<BatchRun>()!.ContentHash == request.ContentHash ? StartVerdict.AlreadyRunning : StartVerdict.Conflict;
        }

        await requests.SaveAsync(request, cancellation);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(EnhanceBatch),
            new BatchRun(request.Batch, plan, request.ContentHash),
            new StartOrchestrationOptions(request.Batch.Id.ToString()),
            cancellation);
        return StartVerdict.Started;
    }

    private async Task<OrchestrationMetadata?> GetAsync(BatchId id, CancellationToken cancellation) =>
        await engine.Client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellation) is { Name: nameof(EnhanceBatch) } instance
            ? instance
            : null;

    private Task<List<RunStatus>> AllAsync(OrchestrationRuntimeStatus[]? statuses, CancellationToken cancellation) =>
        EngineExceptions.AsIOExceptionAsync(async () =>
        {
            var runs = new List<RunStatus>();
            var query = new OrchestrationQuery { Statuses = statuses, FetchInputsAndOutputs = true };
            await foreach (var instance in engine.Client.GetAllInstancesAsync(query).WithCancellation(cancellation))
            {
                if (instance.Name == nameof(EnhanceBatch))
                {
                    runs.Add(InstanceStatus.Read(instance));
                }
            }

            return runs;
        });
}
