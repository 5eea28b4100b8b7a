using RobotFunctions.Core.Protocol.Requests;

namespace RobotFunctions.Core.Repository;

/// <summary>What a poll brought.</summary>
/// <param name="Batch">The batch that is ours now; null when the repository has no work.</param>
public sealed record Polled(RobotRequest? Batch);
