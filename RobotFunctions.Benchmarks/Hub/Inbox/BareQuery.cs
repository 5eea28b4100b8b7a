using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>The floor of listing tasks: the statement of the first page alone, on a connection of its own.</summary>
internal sealed class BareQuery : IAsyncDisposable
{
    private readonly HubStore _store;
    private readonly DbCommand _command;

    private BareQuery(HubStore store, int rows) => (_store, _command) = (store, new TaskFilter(Workspace.DefaultId).Query(store, after: null, rows).CreateDbCommand());

    public static async Task<BareQuery> PrepareAsync(HubStore store, int rows)
    {
        await store.Database.OpenConnectionAsync();
        return new BareQuery(store, rows);
    }

    /// <summary>Reads the page.</summary>
    public async Task ReadAsync()
    {
        await using var rows = await _command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = rows.GetValue(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _store.DisposeAsync();
    }
}
