using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>The admin endpoints for runs, behind a function key: list, show, cancel.</summary>
internal sealed class RunEndpoints(IBatchRuns runs, HostEngine engine)
{
    private const int ListedAtMost = 200;

    /// <summary><c>GET /requests/</c></summary>
    [Function("requests")]
    public async Task<HttpResponseData> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return request.Json(200, await runs.ListAsync(ListedAtMost, cancellation), EndpointJsonContext.Default.IReadOnlyListRunStatus);
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
        return BatchId.TryParse(id, out var batch) && await runs.FindAsync(batch, cancellation) is { } run
            ? request.Json(200, run, EndpointJsonContext.Default.RunStatus)
            : request.Problem(404, "There is no run with that id, or it ended too long ago.");
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
        return BatchId.TryParse(id, out var batch) && await runs.CancelAsync(batch, cancellation)
            ? request.CreateResponse(HttpStatusCode.Accepted)
            : request.Problem(404, "There is no open run with that id.");
    }
}
