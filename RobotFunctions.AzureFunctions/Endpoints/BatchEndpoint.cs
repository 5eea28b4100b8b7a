using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.Core.Intake;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>POST /batch/</c>: the repository pushes a batch (protocol 1.1 to 1.4). The signature is the only authentication.</summary>
internal sealed class BatchEndpoint(RequestIntake intake, PushIntake push)
{
    [Function("batch")]
    public Task<HttpResponseData> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batch")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        push.TakeAsync(request, client, intake.TakeBatchAsync, cancellation);
}
