using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>What is remembered of a dead letter after its delivery, for as long as ended runs are: how its run ended after all.</summary>
/// <param name="Id">The batch whose callback it was.</param>
/// <param name="AcceptedAt">When that run was accepted: another run of the same id is not meant.</param>
/// <param name="Error">The error that the callback told; null when it told of results.</param>
/// <param name="At">When it was delivered.</param>
public sealed record DeliveredDeadLetter(BatchId Id, DateTimeOffset AcceptedAt, string? Error, DateTimeOffset At);
