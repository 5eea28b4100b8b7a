using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RobotFunctions.Hub.Store;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A database of a test's own.</summary>
internal sealed class TestDatabase : IDisposable
{
    // Copied for each test, as the database of PostgreSQL is: its tables take longer than most tests.
    private static readonly Lazy<Task<byte[]>> MigratedFile = new(MigrateFileAsync);

    private readonly TemporaryFolder? _folder;

    private TestDatabase(string setting, TemporaryFolder? folder) => (Setting, _folder) = (setting, folder);

    /// <summary>The value of <c>HubServer:Database</c>.</summary>
    public string Setting { get; }

    /// <summary>Creates a database, with the newest tables or empty. (A SQLite file that is missing is created when the Hub opens it.)</summary>
    /// <param name="kind">Which database.</param>
    /// <param name="migrated">Whether it has the newest tables.</param>
    /// <param name="options">More parts of the connection string of PostgreSQL.</param>
    public static async Task<TestDatabase> CreateAsync(StoreKind kind, bool migrated = true, string options = "")
    {
        if (kind == StoreKind.Postgres)
        {
            return new TestDatabase(await PostgresServer.CreateDatabaseAsync(migrated) + options, folder: null);
        }

        var folder = new TemporaryFolder();
        if (migrated)
        {
            await File.WriteAllBytesAsync(folder.File("hub.db"), await MigratedFile.Value);
        }

        return new TestDatabase(folder.File("hub.db"), folder);
    }

    public void Dispose()
    {
        // SQLite's pool keeps files open, which a folder's removal does not mind on Unix.
        _folder?.Dispose();
        if (_folder is null)
        {
            // The connections of a test that is over are those that the next ones need.
            using var connection = new NpgsqlConnection(DatabaseLocation.Parse(Setting).Connection);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private static async Task<byte[]> MigrateFileAsync()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("hub.db");
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        await using (var store = new SqliteStore(new DbContextOptionsBuilder<SqliteStore>().UseSqlite(connection).Options))
        {
            await store.Database.MigrateAsync();
        }

        // The last connection that closed has moved all of the write-ahead log into the file.
        return await File.ReadAllBytesAsync(file);
    }
}
