using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The pending enhancements of each robot that wait to be claimed, oldest first.</summary>
internal sealed class PendingQueues
{
    private readonly Dictionary<RobotId, Queue<PendingEnhancement>> _queues = [];

    public int Count => _queues.Values.Sum(static queue => queue.Count);

    public void Add(PendingEnhancement pending)
    {
        if (!_queues.TryGetValue(pending.Robot.Id, out var queue))
        {
            _queues.Add(pending.Robot.Id, queue = new Queue<PendingEnhancement>());
        }

        queue.Enqueue(pending);
    }

    /// <summary>
    /// Takes a robot's oldest entries, ordered newest first. A batch contains a reference at most once; other entries for it stay in the queue.
    /// </summary>
    public IReadOnlyList<PendingEnhancement> Take(RobotId robot, int limit)
    {
        if (!_queues.TryGetValue(robot, out var queue))
        {
            return [];
        }

        var taken = new List<PendingEnhancement>();
        var left = new List<PendingEnhancement>();
        var references = new HashSet<Guid>();
        for (var i = 0; i < limit && queue.TryDequeue(out var pending); i++)
        {
            (references.Add(pending.ReferenceId) ? taken : left).Add(pending);
        }

        if (left.Count > 0)
        {
            _queues[robot] = new Queue<PendingEnhancement>([.. left, .. queue]);
        }

        taken.Reverse();
        return taken;
    }
}
