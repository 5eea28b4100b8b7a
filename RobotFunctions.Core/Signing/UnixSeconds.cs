namespace RobotFunctions.Core.Signing;

/// <summary>Time as Python's <c>time.time()</c> gives it.</summary>
internal static class UnixSeconds
{
    /// <summary>Seconds since 1970, with what a double keeps of the fraction.</summary>
    public static double From(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
}
