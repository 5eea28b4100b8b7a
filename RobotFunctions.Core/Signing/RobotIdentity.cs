using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>The identity of a robot at the repository.</summary>
/// <param name="Id">Its id, the client id of its signatures.</param>
/// <param name="Secrets">The secrets it signs with.</param>
public sealed record RobotIdentity(RobotId Id, RobotSecrets Secrets);
