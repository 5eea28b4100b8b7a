using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>How a database would run a statement.</summary>
internal static class QueryPlan
{
    /// <summary>The plan of a query.</summary>
    public static async Task<string> OfAsync<T>(HubStore store, IQueryable<T> query)
    {
        await store.Database.OpenConnectionAsync();
        await using var command = query.CreateDbCommand();
        return await OfAsync(store, command);
    }

    /// <summary>The plan of a command whose connection is open, a line for each step.</summary>
    public static async Task<string> OfAsync(HubStore store, DbCommand command)
    {
        var isPostgres = store is PostgresStore;
        if (!isPostgres)
        {
            // EXPLAIN runs nothing, so that it does not notice what another connection has analyzed since.
            await store.Database.ExecuteSqlRawAsync("SELECT 1 FROM sqlite_master");
        }

        command.CommandText = (isPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(isPostgres ? 0 : 3));
        }

        return string.Join('\n', lines);
    }
}
