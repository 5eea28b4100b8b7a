using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>The admin endpoints for runs, behind a function key: list, show, cancel.</summary>
internal sealed class RunEndpoints(OperatorService operators, HostEngine engine)
{
    /// <summary><c>GET /requests/</c></summary>
    [Function("requests")]
    public async Task<HttpResponseData> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return request.Answer(await operators.ListAsync(cancellation), EndpointJsonContext.Default.IReadOnlyListRunStatus);
    }

    /// <summary><c>GET /requests/{id}</c></summary>
    [Function("request")]
    public async Task<HttpResponseData> FindAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return request.Answer(await operators.FindAsync(id, cancellation), EndpointJsonContext.Default.RunStatus);
    }

    /// <summary><c>POST /requests/{id}/cancel</c></summary>
    [Function("cancel")]
    public async Task<HttpResponseData> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "requests/{id}/cancel")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var answer = await operators.CancelAsync(id, cancellation);
        return answer.Detail is { } refusal ? request.Problem(answer.Status, refusal) : request.CreateResponse((HttpStatusCode)answer.Status);
    }
}
