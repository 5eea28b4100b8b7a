using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Intake;

/// <summary>A received request, independent of the host.</summary>
/// <param name="Headers">Its signature headers.</param>
/// <param name="Body">The exact bytes of its body, already bounded by <c>Limits:RequestBytes</c>.</param>
/// <param name="FromOperator">Whether it came from this machine and carries the operator key.</param>
public readonly record struct IntakeRequest(SignatureHeaders Headers, ReadOnlyMemory<byte> Body, bool FromOperator);
