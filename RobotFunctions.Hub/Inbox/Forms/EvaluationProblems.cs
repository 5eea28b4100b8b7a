using Json.Schema;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>What the library reports about an answer, as problems that a person can act on.</summary>
internal static class EvaluationProblems
{
    // What failed inside these is no problem of the answer: they ask whether something holds.
    private static readonly HashSet<string> Questions = ["if", "not", "contains"];

    /// <summary>The problems. Missing fields of the answer itself are left to the form, which knows their names.</summary>
    public static IEnumerable<FormProblem> Of(EvaluationResults result)
    {
        if (result.IsValid)
        {
            return [];
        }

        var own = (result.Errors ?? [])
            .Where(error => error.Key != "required" || result.EvaluationPath.SegmentCount > 0)
            .Select(error => new FormProblem(result.InstanceLocation.ToString(), error.Key.Length == 0 ? "This is not part of the form." : error.Value));
        var details = result.Details ?? [];
        var chosen = details.Where(static detail => detail.IsValid).Select(Keyword).Where(static keyword => keyword is "anyOf" or "oneOf").ToHashSet();
        return [.. own, .. details.Where(detail => !Questions.Contains(Keyword(detail)) && !chosen.Contains(Keyword(detail))).SelectMany(Of)];

        string Keyword(EvaluationResults detail) => detail.EvaluationPath.GetSegment(result.EvaluationPath.SegmentCount).ToString();
    }
}
