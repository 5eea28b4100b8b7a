using System.Globalization;
using System.Text.RegularExpressions;

namespace RobotFunctions.Core.Signing;

/// <summary>
/// The text of a timestamp as Python has it. The repository signs and verifies the text that Python's <c>repr</c> makes of the parsed
/// number, not the text of the header (protocol section 2).
/// </summary>
public static partial class PythonFloat
{
    private const string Digits = "[0-9]+(?:_[0-9]+)*";

    private const string Pattern =
        $@"\A\s*[+-]?(?:{Digits}(?:\.(?:{Digits})?)?|\.{Digits})(?:[eE][+-]?{Digits})?\s*\z";

    /// <summary>The shortest text that reads back as <paramref name="value"/>, with <c>.0</c> when it is integral: Python's <c>repr</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is not finite, or so large (from 1e15) or so close to zero (below 1e-4) that one of the two languages writes an exponent.
    /// No time of this age is.
    /// </exception>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (value is not (> -1e15 and < 1e15) || text.Contains('E', StringComparison.Ordinal))
        {
            throw new ArgumentOutOfRangeException(nameof(value), text, "This is no time of this age in seconds.");
        }

        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>
    /// Reads what Python's <c>float()</c> reads, white space around it and underscores between digits included, except that it must be finite:
    /// a sender the repository understands is understood here.
    /// </summary>
    public static bool TryParse(string text, out double value)
    {
        value = 0;
        return Number.IsMatch(text)
            && double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    [GeneratedRegex(Pattern)]
    private static partial Regex Number { get; }
}
