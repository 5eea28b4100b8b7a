using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>The options of a smoke test. Not a record, because its text must not contain the secret.</summary>
internal sealed class SmokeOptions
{
    /// <summary>The URL of the robot.</summary>
    public required Uri Robot { get; init; }

    /// <summary>The robot's id.</summary>
    public required RobotId Id { get; init; }

    /// <summary>The secret that the robot is configured with.</summary>
    public required string Secret { get; init; }

    /// <summary>The loopback port of the repository simulator.</summary>
    public required int RepositoryPort { get; init; }

    /// <summary>How long the robot may take to become ready, and each check after that.</summary>
    public required TimeSpan Timeout { get; init; }
}
