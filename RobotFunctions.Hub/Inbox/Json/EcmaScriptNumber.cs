using System.Globalization;

namespace RobotFunctions.Hub.Inbox.Json;

/// <summary>Numbers as ECMAScript's <c>Number::toString</c> writes them, which RFC 8785 section 3.2.2.3 requires.</summary>
internal static class EcmaScriptNumber
{
    /// <summary>The text of a finite number.</summary>
    public static string Format(double value)
    {
        // .NET and ECMAScript agree on the shortest digits, and differ only in where the point and the exponent stand.
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var whole = parts[0].Split('.')[0];
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        if (digits.Length == 0)
        {
            return "0";
        }

        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return (value < 0 ? "-" : "") + Layout(digits.TrimEnd('0'), whole.Length - (all.Length - digits.Length) + exponent);
    }

    /// <param name="digits">The significant digits.</param>
    /// <param name="point">How many of them stand before the point; negative for zeros after it.</param>
    private static string Layout(string digits, int point) => point switch
    {
        > 0 and <= 21 when digits.Length <= point => digits.PadRight(point, '0'),
        > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
        > -6 and <= 0 => "0." + new string('0', -point) + digits,
        _ => string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}"),
    };
}
