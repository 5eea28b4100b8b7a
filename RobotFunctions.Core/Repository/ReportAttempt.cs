using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Repository;

/// <summary>One attempt to report a batch.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="ReplyLost">
/// Whether the report may have arrived without confirmation: the response was lost, or a gateway responded instead. A repository
/// before G3 imports a repeated report again, so the status must be queried before another attempt (protocol 1.4).
/// </param>
public sealed record ReportAttempt(StepOutcome<Reported> Outcome, bool ReplyLost = false);
