using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>The floor of posting a task: a transaction with three inserts of the rows that a post leaves, by prepared commands on a connection of its own.</summary>
internal sealed class BareInserts : IAsyncDisposable
{
    private static readonly string[] Tables = ["Tasks", "TaskHistory", "Events"];
    private static readonly string[] Generated = [SearchIndex.Number, SearchIndex.Vector];
    private static readonly string[] Ids = ["Id", "TaskId"];

    private readonly HubStore _store;
    private readonly DbConnection _connection;
    private readonly List<DbCommand> _inserts = [];

    private BareInserts(HubStore store) => (_store, _connection) = (store, store.Database.GetDbConnection());

    /// <summary>Prepares the inserts after the first row of each table.</summary>
    public static async Task<BareInserts> PrepareAsync(HubStore store)
    {
        var inserts = new BareInserts(store);
        await store.Database.OpenConnectionAsync();
        foreach (var table in Tables)
        {
            inserts._inserts.Add(await inserts.PrepareAsync(table));
        }

        return inserts;
    }

    /// <summary>Commits three more rows.</summary>
    public async Task InsertAsync()
    {
        var id = Guid.CreateVersion7();
        await using var transaction = await _connection.BeginTransactionAsync();
        foreach (var insert in _inserts)
        {
            insert.Transaction = transaction;
            foreach (DbParameter parameter in insert.Parameters)
            {
                parameter.Value = Ids.Contains(parameter.SourceColumn) ? id : parameter.Value;
            }

            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts)
        {
            await insert.DisposeAsync();
        }

        await _store.DisposeAsync();
    }

    private async Task<DbCommand> PrepareAsync(string table)
    {
        var insert = _connection.CreateCommand();
        await using (var template = _connection.CreateCommand())
        {
            template.CommandText = $"SELECT * FROM \"{table}\" LIMIT 1";
            await using var row = await template.ExecuteReaderAsync();
            await row.ReadAsync();
            for (var column = 0; column < row.FieldCount; column++)
            {
                if (!Generated.Contains(row.GetName(column)))
                {
                    var parameter = insert.CreateParameter();
                    (parameter.ParameterName, parameter.SourceColumn, parameter.Value) = ($"@p{column}", row.GetName(column), row.GetValue(column));
                    insert.Parameters.Add(parameter);
                }
            }
        }

        var parameters = insert.Parameters.Cast<DbParameter>().ToList();
        insert.CommandText =
            $"INSERT INTO \"{table}\" ({string.Join(", ", parameters.Select(static parameter => $"\"{parameter.SourceColumn}\""))}) VALUES ({string.Join(", ", parameters.Select(static parameter => parameter.ParameterName))})";
        return insert;
    }
}
