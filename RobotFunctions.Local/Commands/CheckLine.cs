using RobotFunctions.Core.Checks;

namespace RobotFunctions.Local.Commands;

/// <summary>Formats a check result as one line.</summary>
internal static class CheckLine
{
    public static string Of(CheckResult result) => $"{Mark(result.Verdict)} {result.Subject}: {result.Detail}";

    private static string Mark(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Passed => "ok  ",
        CheckVerdict.Unknown => "?   ",
        _ => "FAIL",
    };
}
