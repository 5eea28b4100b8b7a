using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Repository;

/// <summary>What the repository's answers to a report mean.</summary>
internal static class ReportAnswers
{
    // How G3 refuses a report whose batch is past it: the word in between is where the batch stands (protocol 1.5).
    private const string BeforeState = "Cannot transition from status '";
    private const string AfterState = "' to 'importing'";

    /// <summary>Reads an answer.</summary>
    public static ReportAttempt Read(BatchOrigin origin, RepositoryAnswer answer)
    {
        if (answer.Succeeded)
        {
            return new(new Reported(answer.Status!.Value, Repeated: false));
        }

        return origin == BatchOrigin.Polled && answer.Status == 422 && State(answer) is { } state
            ? new(ReadState(state, answer))
            : new(RepositoryFailures.Of(answer), answer.IsAmbiguous);
    }

    private static StepOutcome<Reported> ReadState(string state, RepositoryAnswer answer) => state switch
    {
        "importing" or "indexing" or "indexing_failed" or "completed" or "failed" or "discarded" => new Reported(422, Repeated: true),
        "expired" => new StepFailure(
            FailureKind.LeaseLost, "The lease ended before the report; the repository has given the references out again."),
        _ => RepositoryFailures.Of(answer),
    };

    private static string? State(RepositoryAnswer answer)
    {
        var detail = AnswerDetail.Read(answer.Body.Span);
        var start = detail.IndexOf(BeforeState, StringComparison.Ordinal) + BeforeState.Length;
        var end = detail.IndexOf(AfterState, StringComparison.Ordinal);
        return start >= BeforeState.Length && end > start ? detail[start..end] : null;
    }
}
