using System.Globalization;
using System.Text.RegularExpressions;

namespace RobotFunctions.Core.Signing;

/// <summary>
/// Formats timestamps as Python does. The repository signs and verifies Python's <c>repr</c> of the parsed
/// number, not the header's text (protocol section 2).
/// </summary>
public static partial class PythonFloat
{
    private const string Digits = "[0-9]+(?:_[0-9]+)*";

    private const string Pattern =
        $@"\A\s*[+-]?(?:{Digits}(?:\.(?:{Digits})?)?|\.{Digits})(?:[eE][+-]?{Digits})?\s*\z";

    /// <summary>The shortest text that round-trips to <paramref name="value"/>, with <c>.0</c> if it is integral: Python's <c>repr</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is not finite, or so large (from 1e15) or so close to zero (below 1e-4) that one of the two languages writes an exponent.
    /// No plausible timestamp is affected.
    /// </exception>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (value is not (> -1e15 and < 1e15) || text.Contains('E', StringComparison.Ordinal))
        {
            throw new ArgumentOutOfRangeException(nameof(value), text, "The value is not a plausible time in seconds since 1970.");
        }

        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>
    /// Parses what Python's <c>float()</c> parses, including surrounding white space and underscores between digits, but only finite values:
    /// a timestamp that the repository understands is understood here.
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
