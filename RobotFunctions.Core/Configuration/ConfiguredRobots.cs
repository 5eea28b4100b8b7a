using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Configuration;

/// <summary>The configured robots, by id.</summary>
public sealed class ConfiguredRobots(IReadOnlyList<Robot> robots)
{
    private readonly Dictionary<RobotId, Robot> _byId = robots.ToDictionary(robot => robot.Id);

    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyList<Robot> All { get; } = robots;

    /// <summary>The robot with that id, or null.</summary>
    public Robot? Find(RobotId id) => _byId.GetValueOrDefault(id);

    /// <summary>The robot a run belongs to.</summary>
    /// <exception cref="MisconfiguredException">The robot is not in the configuration any more.</exception>
    public Robot Get(RobotId id) => Find(id)
        ?? throw new MisconfiguredException($"Robot {id} is not in the configuration, but a run of it is open. Put it back until the run has ended.");
}
