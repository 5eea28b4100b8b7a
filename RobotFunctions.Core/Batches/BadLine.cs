using System.Globalization;

namespace RobotFunctions.Core.Batches;

/// <summary>A line of a reference file that has no readable id, so that no result line could be linked to it.</summary>
/// <param name="Line">Its number in the file: the first line is 1, and blank and repeated lines count.</param>
/// <param name="Reason">What is wrong with it: one sentence, without the line's content.</param>
public sealed record BadLine(long Line, string Reason)
{
    /// <summary>What to do about bad lines.</summary>
    public static string Hint =>
        "A reference line is a JSON object whose \"id\" is a UUID of version 4 or 7. Correct these lines: they get no result, because it could not be linked to a reference.";

    /// <summary>The line and the reason, for example <c>line 3: The reference has no id.</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Reason}");
}
