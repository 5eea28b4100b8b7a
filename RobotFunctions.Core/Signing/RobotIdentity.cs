using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Signing;

/// <summary>Who a robot is to the repository.</summary>
/// <param name="Id">Its id, the client id of its signatures.</param>
/// <param name="Secrets">What it signs with.</param>
public sealed record RobotIdentity(RobotId Id, RobotSecrets Secrets);
