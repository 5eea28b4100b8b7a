using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>The endpoint for senders inside the subscription: who may write to the queue is the storage account's to say, so no signature is asked.</summary>
internal sealed class RequestsQueue(RequestIntake intake, RejectedMessageReporter refused, HostEngine engine)
{
    /// <summary>Takes a request. What cannot be taken now comes back; what never can be is answered with an error.</summary>
    [Function("queue-requests")]
    public async Task TakeAsync(
        [QueueTrigger(QueueNames.Requests)] BinaryData message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var request = QueuedRequest.Read(message.ToMemory());
        var answer = await intake.TakeTrustedBatchAsync(request.Robot, request.Body, cancellation);
        if (answer.Status == 503)
        {
            throw new IOException(answer.Detail);
        }

        if (answer.Request is null)
        {
            await refused.AnswerAsync(request, answer.Detail!, cancellation);
        }
    }

    /// <summary>Answers a request that could not be taken however often it came.</summary>
    [Function("queue-requests-poison")]
    public async Task RefuseAsync(
        [QueueTrigger(QueueNames.RequestsPoison)] BinaryData message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        RobotMetrics.MessagePoisoned(QueueNames.Requests);
        await refused.AnswerAsync(
            QueuedRequest.Read(message.ToMemory()),
            "The robot could not take the request, however often it tried. Send it again later.",
            cancellation);
    }
}
