using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>Delivers dead letters again: a message contains the id of a request, as the message of a dead letter does.</summary>
internal sealed partial class RedeliverQueue(Redelivery redelivery, ILogger<RedeliverQueue> logger)
{
    /// <summary>Delivers one dead letter. If the repository does not accept it, the message is retried a few times; the dead letter is kept in any case.</summary>
    [Function("queue-redeliver")]
    public async Task RedeliverAsync([QueueTrigger(QueueNames.Redeliver)] string message, CancellationToken cancellation)
    {
        if (!BatchId.TryParse(message.AsSpan().Trim(), out var id) || await redelivery.RedeliverAsync(id, cancellation) is not { } answer)
        {
            LogNoLetter();
            return;
        }

        if (!answer.Delivered)
        {
            throw new IOException(answer.Detail);
        }
    }

    /// <summary>Logs that a dead letter could not be delivered.</summary>
    [Function("queue-redeliver-poison")]
    public void GiveUp([QueueTrigger(QueueNames.RedeliverPoison)] string message)
    {
        RobotMetrics.MessagePoisoned(QueueNames.Redeliver);
        LogGivenUp(BatchId.TryParse(message.AsSpan().Trim(), out var id) ? id : null);
    }

    [LoggerMessage(1, LogLevel.Warning, "A message asked to deliver a dead letter that does not exist")]
    private partial void LogNoLetter();

    [LoggerMessage(2, LogLevel.Error, "The dead letter of request {RunId} could not be delivered after several attempts. It is kept")]
    private partial void LogGivenUp(BatchId? runId);
}
