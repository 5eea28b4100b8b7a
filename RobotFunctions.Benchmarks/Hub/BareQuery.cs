using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>The floor of a list: the statement of its first page alone, on a connection of its own.</summary>
internal sealed class BareQuery : IAsyncDisposable
{
    private readonly HubStore _store;
    private readonly DbCommand _command;

    private BareQuery(HubStore store, DbCommand command) => (_store, _command) = (store, command);

    public static async Task<BareQuery> PrepareAsync(HubStore store, Func<HubStore, IQueryable<object>> query)
    {
        await store.Database.OpenConnectionAsync();
        return new BareQuery(store, query(store).CreateDbCommand());
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
