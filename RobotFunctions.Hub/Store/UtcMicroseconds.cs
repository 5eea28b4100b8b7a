using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// Stores times in UTC and in whole microseconds: PostgreSQL keeps no more, and SQLite compares times as text, which orders them only if all are of one
/// offset and length.
/// </summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, DateTime>(
    static time => new DateTime(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
    static stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
