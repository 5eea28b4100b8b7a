using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Tells exceptions of the database, after which a background task goes on, from bugs.</summary>
internal static class StoreFailures
{
    /// <summary>Whether the database caused <paramref name="exception"/>. (EF Core wraps those that may pass as <see cref="InvalidOperationException"/>.)</summary>
    public static bool Include(Exception exception) =>
        exception is DbException or DbUpdateException or TimeoutException or InvalidOperationException { InnerException: DbException };
}
