using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Repository;

/// <summary>A robot with the secret that the repository has just issued. It is not a record, so that no log shows the secret.</summary>
/// <param name="id">The robot's id.</param>
/// <param name="secret">Its secret.</param>
public sealed class ProvisionedRobot(RobotId id, string secret)
{
    /// <summary>The robot's id.</summary>
    public RobotId Id => id;

    /// <summary>Its secret, which the repository tells only once.</summary>
    public string Secret => secret;
}
