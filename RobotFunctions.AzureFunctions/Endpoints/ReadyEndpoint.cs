using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>GET /ready</c>: whether a request could be accepted now, and if not, which checks failed.</summary>
internal sealed class ReadyEndpoint(IBatchStore store, IBatchRuns runs, PausedRobots paused, RobotSwitches switches, HostEngine engine, TimeProvider time)
{
    /// <summary>How long each check may take before it counts as failed.</summary>
    public static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    // No request has this id: it is not a UUID of version 4 or 7.
    private static readonly BatchId Nobody = new(Guid.Empty);

    [Function("ready")]
    public async Task<HttpResponseData> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ready")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var checks = await Task.WhenAll(
            FailedAsync("store", token => store.ReadAsync(Nobody, BatchItems.Request, token), cancellation),
            FailedAsync("engine", token => runs.FindAsync(Nobody, token), cancellation));
        var failed = checks.OfType<string>().ToList();
        var problems = new List<string>();
        if (failed.Count == 0)
        {
            AddProblems(ReadinessAnswer.Settings, await paused.DescribeAsync(cancellation));
            AddProblems(ReadinessAnswer.Enabled, await switches.DescribeAsync(cancellation));
        }

        return request.Json(failed.Count == 0 ? 200 : 503, ReadinessAnswer.Of(failed, problems), EndpointJsonContext.Default.ReadinessAnswer);

        void AddProblems(string check, IReadOnlyList<string> found)
        {
            problems.AddRange(found);
            if (found.Count > 0)
            {
                failed.Add(check);
            }
        }
    }

    private async Task<string?> FailedAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await check(either.Token);
            return null;
        }
        catch (IOException)
        {
            return name;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return name;
        }
    }
}
