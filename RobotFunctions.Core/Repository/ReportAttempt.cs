using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Repository;

/// <summary>One attempt to report a batch.</summary>
/// <param name="Outcome">What the repository said of it.</param>
/// <param name="ReplyLost">
/// Whether the report may have arrived although nothing says so: its answer was lost on the way, or a gateway answered instead. The repository
/// before G3 imports a repeated report again, so that its state has to be asked for before another attempt (protocol 1.4).
/// </param>
public sealed record ReportAttempt(StepOutcome<Reported> Outcome, bool ReplyLost = false);
