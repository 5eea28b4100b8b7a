using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// Counts open runs, and bounds them by <c>Limits:OpenRuns</c>. The engine is asked for states only: which robot a run is for is in its input, which is
/// fetched once and remembered for as long as the run is open.
/// </summary>
internal sealed class OpenInstances(HostEngine engine, IOptions<LimitsOptions> limits, TimeProvider time)
{
    /// <summary>The states of an instance that has not ended.</summary>
    public static readonly OrchestrationRuntimeStatus[] Statuses =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    // The engine looks through all instances for the open ones: too much to do for each request that comes.
    private static readonly TimeSpan CountIsGoodFor = TimeSpan.FromSeconds(10);
    private static readonly OrchestrationQuery Query = new() { Statuses = Statuses, FetchInputsAndOutputs = false, PageSize = 1000 };

    private readonly ConcurrentDictionary<string, RobotId> _robots = new();
    private readonly ConcurrentDictionary<string, bool> _ending = new();
    private long _nextCount = time.GetTimestamp();
    private int _count;

    /// <summary>
    /// Whether another run may be started. It goes by a count that is a few seconds old, and by the runs that this process started since; other
    /// processes start some meanwhile, so the limit holds roughly.
    /// </summary>
    public async Task<bool> HasCapacityAsync(CancellationToken cancellation)
    {
        var next = Volatile.Read(ref _nextCount);
        var now = time.GetTimestamp();
        if (now >= next && Interlocked.CompareExchange(ref _nextCount, now + Ticks(CountIsGoodFor), next) == next)
        {
            await ListAsync(cancellation);
        }

        return Volatile.Read(ref _count) < limits.Value.OpenRuns;
    }

    /// <summary>How many runs of a robot are open.</summary>
    public async Task<int> CountAsync(RobotId robot, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var instance in await ListAsync(cancellation))
        {
            if (await RobotOfAsync(instance, cancellation) == robot)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Counts a run that was started just now.</summary>
    public void Started(Batch batch)
    {
        var instance = batch.Id.ToString();
        _ending.TryRemove(instance, out _);
        _robots[instance] = batch.Robot;
        Interlocked.Increment(ref _count);
    }

    /// <summary>Counts a run no longer, although the engine will take another moment to end it.</summary>
    public void Ending(BatchId batch) => _ending[batch.ToString()] = true;

    private async Task<List<string>> ListAsync(CancellationToken cancellation)
    {
        var open = await engine.AskAsync(ListOpenAsync, cancellation);
        Forget(_robots, open);
        Forget(_ending, open);
        open.ExceptWith(_ending.Keys);
        Volatile.Write(ref _count, open.Count);
        return [.. open];
    }

    private static async Task<HashSet<string>> ListOpenAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var open = new HashSet<string>();
        await foreach (var instance in client.GetAllInstancesAsync(Query).WithCancellation(cancellation))
        {
            if (instance.Name == nameof(EnhanceBatch))
            {
                open.Add(instance.InstanceId);
            }
        }

        return open;
    }

    private async Task<RobotId?> RobotOfAsync(string instance, CancellationToken cancellation)
    {
        if (_robots.TryGetValue(instance, out var known))
        {
            return known;
        }

        var fetched = await engine.AskAsync((client, token) => client.GetInstanceAsync(instance, getInputsAndOutputs: true, token), cancellation);
        return fetched is null ? null : _robots[instance] = fetched.ReadInputAs<BatchRun>()!.Batch.Robot;
    }

    private static void Forget<T>(ConcurrentDictionary<string, T> known, HashSet<string> open)
    {
        foreach (var instance in known.Keys.Where(instance => !open.Contains(instance)))
        {
            known.TryRemove(instance, out _);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
