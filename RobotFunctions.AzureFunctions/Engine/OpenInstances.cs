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

    // The engine looks through all instances, ended ones too, for the open ones: with thousands of them a count takes it a second. So it is asked rarely
    // while there is much room, and not by the first request after a cold start.
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenCountsNearTheLimit = TimeSpan.FromSeconds(10);
    private const double NearTheLimit = 0.75;

    private static readonly OrchestrationQuery Query = new() { Statuses = Statuses, FetchInputsAndOutputs = false, PageSize = 1000 };

    private readonly ConcurrentDictionary<string, RobotId> _robots = new();
    private readonly ConcurrentDictionary<string, bool> _ending = new();
    private long _lastCount = time.GetTimestamp();
    private Count _counted = new(Open: 0, StartedBefore: 0);
    private int _started;

    /// <summary>
    /// Whether another run may be started. It goes by the last count, and by the runs that this process started since; other processes start some
    /// meanwhile, so the limit holds roughly. When the count is old, a new one begins; the request does not wait for it.
    /// </summary>
    public bool HasCapacity()
    {
        var counted = Volatile.Read(ref _counted);
        var open = counted.Open + (Volatile.Read(ref _started) - counted.StartedBefore);
        var last = Volatile.Read(ref _lastCount);
        var isOld = time.GetElapsedTime(last) >= (open < limits.Value.OpenRuns * NearTheLimit ? BetweenCounts : BetweenCountsNearTheLimit);
        if (isOld && Interlocked.CompareExchange(ref _lastCount, time.GetTimestamp(), last) == last)
        {
            _ = CountAnewAsync();
        }

        return open < limits.Value.OpenRuns;
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
        Interlocked.Increment(ref _started);
    }

    /// <summary>Counts a run no longer, although the engine will take another moment to end it.</summary>
    public void Ending(BatchId batch) => _ending[batch.ToString()] = true;

    private async Task CountAnewAsync()
    {
        try
        {
            await ListAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // Nobody waits for this count. The start that follows asks the engine too, and its caller is told.
        }
    }

    private async Task<List<string>> ListAsync(CancellationToken cancellation)
    {
        var startedBefore = Volatile.Read(ref _started);
        var open = await engine.AskAsync(ListOpenAsync, cancellation);
        Forget(_robots, open);
        Forget(_ending, open);
        open.ExceptWith(_ending.Keys);
        Volatile.Write(ref _counted, new Count(open.Count, startedBefore));
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

    private sealed record Count(int Open, int StartedBefore);
}
