using System.Globalization;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>Durations of ISO 8601 of a fixed length: weeks, or days and time. Years and months have no fixed length.</summary>
internal static partial class IsoDuration
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(3660);

    /// <summary>Reads a duration of more than nothing and at most ten years.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Pattern().Match(text);
        duration = TimeSpan.FromDays(Number("weeks") * 7) + TimeSpan.FromDays(Number("days")) + TimeSpan.FromHours(Number("hours"))
            + TimeSpan.FromMinutes(Number("minutes")) + TimeSpan.FromSeconds(Number("seconds"));
        return match.Success && duration > TimeSpan.Zero && duration <= Max;

        int Number(string group) => match.Groups[group] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^P(?=[0-9T])((?<weeks>[0-9]{1,6})W|((?<days>[0-9]{1,6})D)?(T(?=[0-9])((?<hours>[0-9]{1,6})H)?((?<minutes>[0-9]{1,7})M)?((?<seconds>[0-9]{1,9})S)?)?)\z")]
    private static partial Regex Pattern();
}
