using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RobotFunctions.Hub.Store;

/// <summary>Tells exceptions of the database from bugs.</summary>
internal static class StoreFailures
{
    // BUSY, LOCKED, FULL, CONSTRAINT_FOREIGNKEY and CONSTRAINT_UNIQUE: https://sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int ForeignKey = 787;
    private const int NotUnique = 2067;

    /// <summary>Whether the database caused <paramref name="exception"/>, after which a background task goes on.</summary>
    public static bool Include(Exception exception) => DatabaseException(exception) is not null || exception is DbUpdateException or TimeoutException;

    /// <summary>Whether the same may succeed later: the database cannot be reached, is too busy, or has no room.</summary>
    public static bool MayPass(Exception exception) =>
        DatabaseException(exception) is { IsTransient: true } or SqliteException { SqliteErrorCode: Busy or Locked or Full };

    /// <summary>Whether somebody else stored a value at the same time that must be unique.</summary>
    public static bool IsTaken(DbUpdateException exception) => exception.InnerException is
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteExtendedErrorCode: NotUnique };

    /// <summary>Whether somebody else changed something at the same time, so that a rule between rows does not hold: a value that must be unique, or what a row belongs to.</summary>
    public static bool IsConflict(DbUpdateException exception) => IsTaken(exception) || exception.InnerException is
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } or SqliteException { SqliteExtendedErrorCode: ForeignKey };

    // EF Core wraps it: in a DbUpdateException, or in an InvalidOperationException if it may pass.
    private static DbException? DatabaseException(Exception exception) =>
        exception as DbException ?? (exception is DbUpdateException or InvalidOperationException ? exception.InnerException as DbException : null);
}
