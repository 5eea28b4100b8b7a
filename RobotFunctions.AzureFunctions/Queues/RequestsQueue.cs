using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>The endpoint for senders inside the subscription. The storage account controls who may write to the queue, so no signature is required.</summary>
internal sealed class RequestsQueue(RequestIntake intake, RejectedMessageReporter rejected, HostEngine engine)
{
    /// <summary>
    /// How often the robot tries to report a message of the poison queue to the repository. There is no poison queue for a poison queue: the host retries a
    /// message that fails about every ten minutes, until the message expires.
    /// </summary>
    private const int MaxReports = 2;

    private const string GivenUp = "The robot could not accept the request after several attempts. Send it again later.";

    /// <summary>Accepts a request. A request that cannot be accepted now is retried; an invalid one is answered with an error.</summary>
    [Function("queue-requests")]
    public async Task TakeAsync(
        [QueueTrigger(QueueNames.Requests)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var request = Read(message);
        var answer = await intake.TakeTrustedBatchAsync(request.Robot, request.Body, cancellation);
        if (answer.Status == 503)
        {
            throw new IOException(answer.Detail);
        }

        if (answer.Request is null && !await rejected.AnswerAsync(request, answer.Detail!, cancellation))
        {
            RobotMetrics.MessagePoisoned(QueueNames.Requests);
        }
    }

    /// <summary>Answers a request that could not be accepted after all retries. If the answer fails too, it is kept as a dead letter.</summary>
    [Function("queue-requests-poison")]
    public async Task RefuseAsync(
        [QueueTrigger(QueueNames.RequestsPoison)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        if (message.DequeueCount == 1)
        {
            RobotMetrics.MessagePoisoned(QueueNames.Requests);
        }

        var request = Read(message);
        if (message.DequeueCount > MaxReports)
        {
            await rejected.KeepAsync(request, GivenUp, cancellation);
        }
        else
        {
            await rejected.AnswerAsync(request, GivenUp, cancellation);
        }
    }

    private static QueuedRequest Read(QueueMessage message) =>
        QueuedRequest.Read(MessageContent.Read(message)) with { SentAt = message.InsertedOn };
}
