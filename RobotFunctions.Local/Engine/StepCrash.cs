using System.Text.RegularExpressions;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Local.Engine;

/// <summary>Maps an exception that escaped a step to a failure (see <c>IStepRunner.RunAsync</c>).</summary>
internal static partial class StepCrash
{
    private const int LongestReason = 500;

    /// <summary>A failure of the store is transient; anything else is a bug or a machine failure.</summary>
    public static StepFailure ToFailure(string step, Exception exception) => exception is IOException
        ? new StepFailure(FailureKind.Transient, $"{step} could not use the store: {Describe(exception)}")
        : new StepFailure(FailureKind.Crashed, $"{step} crashed: {Describe(exception)}");

    /// <summary>The exception's type and message on one line, without the queries of URLs, which may contain signatures.</summary>
    public static string Describe(Exception exception)
    {
        var text = ControlCharacters().Replace(Query().Replace($"{exception.GetType().Name}: {exception.Message}", "?..."), " ");
        return text.Length <= LongestReason ? text : $"{text.AsSpan(0, LongestReason)}...";
    }

    [GeneratedRegex("""\?[^\s"'<>]+""")]
    private static partial Regex Query();

    [GeneratedRegex(@"\p{Cc}+")]
    private static partial Regex ControlCharacters();
}
