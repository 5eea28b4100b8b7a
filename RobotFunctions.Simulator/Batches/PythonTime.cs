using System.Globalization;

namespace RobotFunctions.Simulator.Batches;

/// <summary>Times as Python's <c>isoformat</c> writes them: microseconds, and none when they are zero.</summary>
internal static class PythonTime
{
    public static string IsoFormat(DateTimeOffset time)
    {
        var hasMicroseconds = time.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        return time.UtcDateTime.ToString(hasMicroseconds ? "yyyy-MM-ddTHH:mm:ss.ffffff+00:00" : "yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);
    }
}
