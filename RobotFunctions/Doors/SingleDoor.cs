using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Intake;
using RobotFunctions.Engine;

namespace RobotFunctions.Doors;

/// <summary><c>POST /single/</c>: the repository asks for one reference (protocol 1.1, 1.3). Its signature is the only key.</summary>
internal sealed class SingleDoor(RequestIntake intake, HostEngine engine, IOptions<LimitsOptions> limits)
{
    [Function("single")]
    public Task<HttpResponseData> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "single")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return request.TakeAsync(limits.Value.RequestBytes, intake.TakeSingleAsync, cancellation);
    }
}
