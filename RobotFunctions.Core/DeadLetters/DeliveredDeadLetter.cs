using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>The record of a delivered dead letter, kept as long as ended runs are.</summary>
/// <param name="Id">The batch whose callback it was.</param>
/// <param name="AcceptedAt">When the run was accepted; it distinguishes runs with the same id.</param>
/// <param name="Error">The error that the callback reported; null if it reported results.</param>
/// <param name="At">When it was delivered.</param>
public sealed record DeliveredDeadLetter(BatchId Id, DateTimeOffset AcceptedAt, string? Error, DateTimeOffset At);
