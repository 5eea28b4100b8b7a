using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Repository;

/// <summary>Interprets the repository's responses to a report.</summary>
internal static class ReportAnswers
{
    // G3's error for a report of a batch in a later state; the word in between is the state (protocol 1.5).
    private const string BeforeState = "Cannot transition from status '";
    private const string AfterState = "' to 'importing'";

    /// <summary>Interprets a response.</summary>
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
            FailureKind.LeaseLost, "The lease ended before the report; the repository has delivered the references again."),
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
