using System.Globalization;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>Durations as people write them: a whole number of <c>s</c>, <c>min</c> or <c>h</c>, such as <c>2 min</c>.</summary>
internal static partial class PlainDuration
{
    /// <summary>Reads a duration of more than nothing.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Pattern().Match(text);
        var count = match.Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        duration = match.Groups["unit"].Value switch
        {
            "h" => TimeSpan.FromHours(count),
            "min" => TimeSpan.FromMinutes(count),
            _ => TimeSpan.FromSeconds(count),
        };
        return duration > TimeSpan.Zero;
    }

    /// <summary>The text in the largest unit of which it is a whole number.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (count, unit) = seconds % 3600 == 0 ? (seconds / 3600, "h") : seconds % 60 == 0 ? (seconds / 60, "min") : (seconds, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
    }

    [GeneratedRegex(@"^(?<count>[0-9]{1,6}) ?(?<unit>s|min|h)\z")]
    private static partial Regex Pattern();
}
