using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>Which robot is tested, and how. Not a record: its text must not contain the secret.</summary>
internal sealed class SmokeOptions
{
    /// <summary>Where the robot listens.</summary>
    public required Uri Robot { get; init; }

    /// <summary>The robot's id.</summary>
    public required RobotId Id { get; init; }

    /// <summary>The secret that the robot is configured with.</summary>
    public required string Secret { get; init; }

    /// <summary>The loopback port of the simulated repository.</summary>
    public required int RepositoryPort { get; init; }

    /// <summary>How long the robot may take to become ready, and each check after that.</summary>
    public required TimeSpan Timeout { get; init; }
}
