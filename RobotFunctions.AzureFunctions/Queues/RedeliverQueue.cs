using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>Delivers dead letters again: a message is the id of a request, as the dead letter's own message has it.</summary>
internal sealed partial class RedeliverQueue(Redelivery redelivery, ILogger<RedeliverQueue> logger)
{
    /// <summary>Delivers one. What the repository does not take now comes back a few times; its dead letter stays in any case.</summary>
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

    /// <summary>Says that a dead letter still waits.</summary>
    [Function("queue-redeliver-poison")]
    public void GiveUp([QueueTrigger(QueueNames.RedeliverPoison)] string message)
    {
        RobotMetrics.MessagePoisoned(QueueNames.Redeliver);
        LogGivenUp(BatchId.TryParse(message.AsSpan().Trim(), out var id) ? id : null);
    }

    [LoggerMessage(1, LogLevel.Warning, "A message asked to deliver a dead letter that does not exist")]
    private partial void LogNoLetter();

    [LoggerMessage(2, LogLevel.Error, "The dead letter of request {RunId} could not be delivered, however often it was tried. It still waits")]
    private partial void LogGivenUp(BatchId? runId);
}
