using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>Logs the first exception of an enhancer in a batch, and counts the others, so that the log has not a million more.</summary>
internal sealed partial class BatchExceptions(RobotOptions options, ILogger logger)
{
    // More batches are not enhanced at once; a forgotten one logs its next exception as its first.
    private const int Remembered = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<BatchId, long> _counts = [];
    private readonly Queue<BatchId> _order = [];

    /// <summary>Notes an exception that the enhancer does not declare.</summary>
    public void Note(Exception exception, EnhancerContext context, ReferenceId reference)
    {
        RobotMetrics.EnhancerThrew(context.Robot);
        var count = Add(context.Batch);
        if (count == 1)
        {
            LogFirst(context.Batch, reference, TextOf(exception));
        }
        else if (IsMilestone(count))
        {
            LogMore(context.Batch, count);
        }
    }

    /// <summary>The exception with its stack trace, without the robot's secrets.</summary>
    public string TextOf(Exception exception) => ExceptionText.Of(exception, options.Secret, options.SecondarySecret);

    private long Add(BatchId batch)
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

    [LoggerMessage(3, LogLevel.Warning, "Run {RunId}: the enhancer threw an exception on reference {Reference}; more of this batch are only counted: {Exception}")]
    private partial void LogFirst(BatchId runId, ReferenceId reference, string exception);

    [LoggerMessage(4, LogLevel.Warning, "Run {RunId}: the enhancer has thrown {Count} exceptions in this batch")]
    private partial void LogMore(BatchId runId, long count);
}
