using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator;

/// <summary>The settings of a robot on this machine that works for a repository simulator.</summary>
public static class RobotSettings
{
    /// <summary>
    /// The robot's id and secret, the repository's URL and API generation, and permission to fetch from this machine. A G3 repository is polled and
    /// configured as G2.
    /// </summary>
    public static Dictionary<string, string?> For(RepositorySimulator repository, RegisteredRobot robot)
    {
        var generation = repository.Options.Generation;
        var polled = generation == ApiGeneration.G3;
        return new()
        {
            ["Robot:Id"] = robot.Id.ToString(),
            ["Robot:Secret"] = robot.Secret,
            ["Repository:Url"] = repository.Url.ToString(),
            ["Repository:Api"] = polled ? "G2" : generation.Name(),
            ["Polling:Enabled"] = polled.ToString(),
            ["Storage:AllowHttp"] = "true",
            ["Storage:AllowPrivateAddresses"] = "true",
            ["Storage:AllowedHosts:0"] = "127.0.0.1",
        };
    }
}
