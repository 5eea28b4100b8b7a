using System.Globalization;

namespace RobotFunctions.Hub.Commands;

/// <summary>Reads how long something is valid: <c>90d</c> or <c>12h</c>.</summary>
internal static class Lifetime
{
    private const int MaxDays = 36500;

    /// <param name="text">Days or hours, at most 100 years; null is for ever.</param>
    /// <param name="lifetime">The time; null is for ever.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string? text, out TimeSpan? lifetime)
    {
        lifetime = null;
        if (text is null)
        {
            return true;
        }

        if (text.Length == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return false;
        }

        lifetime = text[^1] switch
        {
            'd' when count <= MaxDays => TimeSpan.FromDays(count),
            'h' when count <= MaxDays * 24 => TimeSpan.FromHours(count),
            _ => null,
        };
        return lifetime is not null;
    }
}
