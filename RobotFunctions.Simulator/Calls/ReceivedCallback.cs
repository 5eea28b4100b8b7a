using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Calls;

/// <summary>A result that a robot reported and the repository accepted: its signature and body are valid, and its request or batch exists.</summary>
/// <param name="Id">The request or batch.</param>
/// <param name="Status">The status of the repository's answer.</param>
/// <param name="Error">The robot error; null when it reports success.</param>
/// <param name="Body">The exact bytes of the body.</param>
/// <param name="At">When.</param>
public sealed record ReceivedCallback(BatchId Id, int Status, string? Error, ReadOnlyMemory<byte> Body, DateTimeOffset At);
