using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace RobotFunctions.Doors;

/// <summary><c>GET /health</c>: the app runs and its configuration is sound, or it would not have started.</summary>
internal sealed class HealthDoor
{
    [Function("health")]
    public static HttpResponseData Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.OK);
}
