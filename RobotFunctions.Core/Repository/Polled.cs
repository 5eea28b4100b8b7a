using RobotFunctions.Core.Protocol.Requests;

namespace RobotFunctions.Core.Repository;

/// <summary>The result of a poll.</summary>
/// <param name="Batch">The claimed batch; null if the repository has no work.</param>
public sealed record Polled(RobotRequest? Batch);
