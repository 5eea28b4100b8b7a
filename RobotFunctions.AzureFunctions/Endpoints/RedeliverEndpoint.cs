using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>POST /requests/{id}/redeliver</c>: delivers a dead letter again and returns the result.</summary>
internal sealed class RedeliverEndpoint(Redelivery redelivery)
{
    [Function("redeliver")]
    public async Task<HttpResponseData> RedeliverAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "requests/{id}/redeliver")] HttpRequestData request,
        string id,
        CancellationToken cancellation) =>
        BatchId.TryParse(id, out var batch) && await redelivery.RedeliverAsync(batch, cancellation) is { } answer
            ? answer.Delivered
                ? request.Json(200, answer, EndpointJsonContext.Default.RedeliveryAnswer)
                : request.Problem(502, answer.Detail)
            : request.Problem(404, "There is no dead letter with that id.");
}
