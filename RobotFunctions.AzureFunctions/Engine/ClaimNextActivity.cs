using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Polling;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// Fills the slot that a polled batch leaves, so that a queue of work drains as fast as batches end. It is an activity because runs end on instances
/// of the app that have no timer.
/// </summary>
internal sealed class ClaimNextActivity(BatchClaims claims, OpenInstances open, ConfiguredRobots robots, HostEngine engine)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "ClaimNext";

    [Function(Name)]
    public async Task RunAsync([ActivityTrigger] Batch ended, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        engine.Connect(client);
        open.Ending(ended.Id);
        if (robots.Find(ended.Robot) is { } robot)
        {
            await claims.FillAsync(robot, cancellation);
        }
    }
}
