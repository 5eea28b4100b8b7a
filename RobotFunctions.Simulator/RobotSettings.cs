using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator;

/// <summary>What a robot on this machine has to be told to work for a simulated repository.</summary>
public static class RobotSettings
{
    /// <summary>
    /// Who it is, where the repository is, what the repository speaks, and leave to fetch from this machine. A repository of G3 is polled, and told of
    /// in the words of G2.
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
