using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// Stores times in UTC and in whole microseconds: PostgreSQL keeps no more, and SQLite compares times as text, which orders them only if all are of one
/// offset and length.
/// </summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, DateTime>(
    static time => Truncate(time),
    static stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)))
{
    /// <summary>The time as it is stored, for parameters of statements that EF Core does not write.</summary>
    public static DateTime Truncate(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
