using System.Globalization;

namespace RobotFunctions.Simulator.Batches;

/// <summary>Formats times like Python's <c>isoformat</c>: with microseconds, unless they are zero.</summary>
internal static class PythonTime
{
    public static string IsoFormat(DateTimeOffset time)
    {
        var hasMicroseconds = time.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        return time.UtcDateTime.ToString(hasMicroseconds ? "yyyy-MM-ddTHH:mm:ss.ffffff+00:00" : "yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);
    }
}
