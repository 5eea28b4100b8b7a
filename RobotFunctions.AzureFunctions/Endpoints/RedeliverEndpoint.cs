using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>POST /requests/{id}/redeliver</c>: delivers a dead letter again and returns the result.</summary>
internal sealed class RedeliverEndpoint(OperatorService operators)
{
    [Function("redeliver")]
    public async Task<HttpResponseData> RedeliverAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "requests/{id}/redeliver")] HttpRequestData request,
        string id,
        CancellationToken cancellation) =>
        request.Answer(await operators.RedeliverAsync(id, cancellation), EndpointJsonContext.Default.RedeliveryAnswer);
}
