using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>Delivers dead letters again: a message is the id of a request, or the message of a dead letter, which contains it.</summary>
internal sealed partial class RedeliverQueue(Redelivery redelivery, ILogger<RedeliverQueue> logger)
{
    /// <summary>Delivers one dead letter. If the repository does not accept it, the message is retried a few times; the dead letter is kept in any case.</summary>
    [Function("queue-redeliver")]
    public async Task RedeliverAsync([QueueTrigger(QueueNames.Redeliver)] QueueMessage message, CancellationToken cancellation)
    {
        if (ReadId(message) is not { } id || await redelivery.RedeliverAsync(id, cancellation) is not { } answer)
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
    public void GiveUp([QueueTrigger(QueueNames.RedeliverPoison)] QueueMessage message)
    {
        if (message.DequeueCount == 1)
        {
            RobotMetrics.MessagePoisoned(QueueNames.Redeliver);
        }

        LogGivenUp(ReadId(message));
    }

    private static BatchId? ReadId(QueueMessage message)
    {
        var content = MessageContent.Read(message);
        return BatchId.TryParse(Encoding.UTF8.GetString(content.Span).AsSpan().Trim(), out var id) ? id : QueuedRequest.Read(content).Id;
    }

    [LoggerMessage(1, LogLevel.Warning, "A message asked to deliver a dead letter that does not exist")]
    private partial void LogNoLetter();

    [LoggerMessage(2, LogLevel.Error, "The dead letter of request {RunId} could not be delivered after several attempts. It is kept")]
    private partial void LogGivenUp(BatchId? runId);
}
