using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>The endpoint for senders inside the subscription: who may write to the queue is the storage account's to say, so no signature is asked.</summary>
internal sealed class RequestsQueue(RequestIntake intake, RejectedMessageReporter rejected, HostEngine engine)
{
    /// <summary>
    /// How often the robot tries to tell the repository of a message in the poison queue. Such a queue has no poison queue of its own: the host hands over
    /// a message that fails again and again, about ten minutes apart, for as long as it lives.
    /// </summary>
    private const int MostReports = 2;

    private const string GivenUp = "The robot could not take the request, however often it tried. Send it again later.";

    /// <summary>Takes a request. What cannot be taken now comes back; what never can be is answered with an error.</summary>
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

    /// <summary>Answers a request that could not be taken however often it came; where that cannot be done either, its answer is a dead letter.</summary>
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
        if (message.DequeueCount > MostReports)
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
