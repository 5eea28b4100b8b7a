using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>GET /ready</c>: whether a request could be accepted now, and if not, which checks failed.</summary>
internal sealed class ReadyEndpoint(IBatchStore store, IBatchRuns runs, PausedRobots paused, HostEngine engine)
{
    // No request has this id: it is not a UUID of version 4 or 7.
    private static readonly BatchId Nobody = new(Guid.Empty);

    [Function("ready")]
    public async Task<HttpResponseData> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ready")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var failed = new List<string>();
        await CheckAsync("store", () => store.ReadAsync(Nobody, BatchItems.Request, cancellation), failed);
        await CheckAsync("engine", () => runs.FindAsync(Nobody, cancellation), failed);
        IReadOnlyList<string> problems = [];
        if (failed.Count == 0 && (problems = await paused.DescribeAsync(cancellation)).Count > 0)
        {
            failed.Add(ReadinessAnswer.Settings);
        }

        return request.Json(failed.Count == 0 ? 200 : 503, ReadinessAnswer.Of(failed, problems), EndpointJsonContext.Default.ReadinessAnswer);
    }

    private static async Task CheckAsync(string name, Func<Task> check, List<string> failed)
    {
        try
        {
            await check();
        }
        catch (IOException)
        {
            failed.Add(name);
        }
    }
}
