using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.Core.Intake;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>POST /single/</c>: the repository pushes one reference (protocol 1.1, 1.3). The signature is the only authentication.</summary>
internal sealed class SingleEndpoint(RequestIntake intake, PushIntake push)
{
    [Function("single")]
    public Task<HttpResponseData> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "single")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        push.TakeAsync(request, client, intake.TakeSingleAsync, cancellation);
}
