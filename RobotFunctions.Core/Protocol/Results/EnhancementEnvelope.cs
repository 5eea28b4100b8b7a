namespace RobotFunctions.Core.Protocol.Results;

/// <summary>The robot's metadata in every enhancement.</summary>
/// <param name="Source">Who made it.</param>
/// <param name="RobotVersion">The version of the robot that made it.</param>
/// <param name="Visibility">Who may see it.</param>
public readonly record struct EnhancementEnvelope(string Source, string RobotVersion, Visibility Visibility);
