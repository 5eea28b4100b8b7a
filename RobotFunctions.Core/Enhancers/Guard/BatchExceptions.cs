using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Counts the exceptions of an enhancer per batch, so that the log has the first one and not a million more.</summary>
internal sealed class BatchExceptions
{
    // More batches are not enhanced at once; a forgotten one logs its next exception as its first.
    private const int Remembered = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<BatchId, long> _counts = [];
    private readonly Queue<BatchId> _order = [];

    /// <summary>Counts one more; returns how many the batch has had.</summary>
    public long Add(BatchId batch)
    {
        lock (_gate)
        {
            if (!_counts.TryGetValue(batch, out var count))
            {
                _order.Enqueue(batch);
                if (_order.Count > Remembered)
                {
                    _counts.Remove(_order.Dequeue());
                }
            }

            return _counts[batch] = count + 1;
        }
    }

    /// <summary>Whether a count is 10, 100, 1000, ...: often enough to see that it grows.</summary>
    public static bool IsMilestone(long count)
    {
        while (count >= 10 && count % 10 == 0)
        {
            count /= 10;
            if (count == 1)
            {
                return true;
            }
        }

        return false;
    }
}
