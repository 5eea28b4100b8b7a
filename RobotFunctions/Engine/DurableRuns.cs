using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Engine;

/// <summary>Runs as Durable instances: the batch's id is the instance's. The accepted request waits in the batch store, out of the history.</summary>
internal sealed class DurableRuns(
    HostEngine engine,
    StartGate gate,
    AcceptedRequests requests,
    RobotRegistry robots,
    IOptions<RepositoryOptions> repository,
    IOptions<LimitsOptions> limits) : IBatchRuns
{
    private static readonly OrchestrationRuntimeStatus[] Open =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <inheritdoc/>
    public async Task<StartVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        await using var turn = await gate.EnterAsync(request.Batch.Id, cancellation);
        if (turn is null)
        {
            return StartVerdict.Busy;
        }

        if (await GetAsync(request.Batch.Id, cancellation) is { } instance && Open.Contains(instance.RuntimeStatus))
        {
            return instance.ReadInputAs<BatchRun>()!.ContentHash == request.ContentHash ? StartVerdict.AlreadyRunning : StartVerdict.Conflict;
        }

        await requests.SaveAsync(request, cancellation);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(EnhanceBatch),
            new BatchRun(request.Batch, PlanFor(request.Batch.Robot), request.ContentHash),
            new StartOrchestrationOptions(request.Batch.Id.ToString()),
            cancellation);
        return StartVerdict.Started;
    }

    /// <inheritdoc/>
    public async Task<RunStatus?> FindAsync(BatchId id, CancellationToken cancellation) =>
        await GetAsync(id, cancellation) is { } instance ? RunStatuses.Read(instance) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStatus>> ListAsync(int limit, CancellationToken cancellation) =>
        (await AllAsync(statuses: null, cancellation)).OrderByDescending(run => run.AcceptedAt).Take(limit).ToList();

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(BatchId id, CancellationToken cancellation)
    {
        if (await GetAsync(id, cancellation) is not { } instance || !Open.Contains(instance.RuntimeStatus))
        {
            return false;
        }

        await engine.Client.RaiseEventAsync(id.ToString(), DurableStepRunner.CancelEvent, cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async Task<int> CountOpenAsync(RobotId robot, CancellationToken cancellation) =>
        (await AllAsync(Open, cancellation)).Count(run => run.Robot == robot);

    private async Task<OrchestrationMetadata?> GetAsync(BatchId id, CancellationToken cancellation) =>
        await engine.Client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellation) is { Name: nameof(EnhanceBatch) } instance
            ? instance
            : null;

    private async Task<List<RunStatus>> AllAsync(OrchestrationRuntimeStatus[]? statuses, CancellationToken cancellation)
    {
        var runs = new List<RunStatus>();
        var query = new OrchestrationQuery { Statuses = statuses, FetchInputsAndOutputs = true };
        await foreach (var instance in engine.Client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.Name == nameof(EnhanceBatch))
            {
                runs.Add(RunStatuses.Read(instance));
            }
        }

        return runs;
    }

    private RunPlan PlanFor(RobotId robot) => RunPlan.From(repository.Value, robots.Get(robot).Options.Polling, limits.Value);
}
