using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Calls;

/// <summary>A result that a robot reported and the repository took: signed rightly, understood, and for a request or batch there is.</summary>
/// <param name="Id">The request or batch.</param>
/// <param name="Status">The status of the repository's answer.</param>
/// <param name="Error">The robot error; null when it reports success.</param>
/// <param name="Body">The body, as it came.</param>
/// <param name="At">When.</param>
public sealed record ReceivedCallback(BatchId Id, int Status, string? Error, ReadOnlyMemory<byte> Body, DateTimeOffset At);
