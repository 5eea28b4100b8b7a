using System.Collections.Concurrent;
using System.Security.Cryptography;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Robots;

/// <summary>The robots registered with the repository.</summary>
public sealed class RegisteredRobots
{
    private readonly ConcurrentDictionary<RobotId, RegisteredRobot> _robots = new();

    /// <summary>Registers a robot with a generated id and secret, like the repository's.</summary>
    public RegisteredRobot Register(params IEnumerable<string> entitlements) =>
        Register(new RobotId(Guid.NewGuid()), RandomNumberGenerator.GetHexString(64, lowercase: true), entitlements);

    /// <summary>Registers a robot; one with the same id is replaced.</summary>
    public RegisteredRobot Register(RobotId id, string secret, params IEnumerable<string> entitlements) =>
        _robots[id] = new RegisteredRobot(id, secret, entitlements);

    /// <summary>The robot with this id; null if there is none.</summary>
    public RegisteredRobot? Find(RobotId id) => _robots.GetValueOrDefault(id);
}
