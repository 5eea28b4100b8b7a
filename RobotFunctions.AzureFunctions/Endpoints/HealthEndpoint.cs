using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary><c>GET /health</c>: the app is running. Its configuration is valid, or it would not have started.</summary>
internal sealed class HealthEndpoint
{
    [Function("health")]
    public static async Task<HttpResponseData> AnswerAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteStringAsync("ok");
        return response;
    }
}
