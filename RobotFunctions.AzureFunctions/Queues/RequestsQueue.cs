using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>The endpoint for senders inside the subscription. The storage account controls who may write to the queue, so no signature is required.</summary>
internal sealed class RequestsQueue(RequestIntake intake, RejectedMessageReporter refused, HostEngine engine)
{
    /// <summary>Accepts a request. A request that cannot be accepted now is retried; an invalid one is answered with an error.</summary>
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

    /// <summary>Answers a request that could not be accepted after all retries.</summary>
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
            "The robot could not accept the request after several attempts. Send it again later.",
            cancellation);
    }
}
