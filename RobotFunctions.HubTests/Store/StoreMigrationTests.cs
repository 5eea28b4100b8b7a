using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;

namespace RobotFunctions.HubTests.Store;

public sealed class StoreMigrationTests
{
    [Theory]
    [Stores]
    public async Task A_new_store_has_the_workspace_default(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);

        var workspace = Assert.Single(await hub.ReadAsync(static store => store.Workspaces.ToListAsync()));

        Assert.Equal((Workspace.DefaultId, Workspace.DefaultName), (workspace.Id, workspace.Name));
    }

    [Theory]
    [Stores]
    public void The_model_has_no_change_without_a_migration(StoreKind kind)
    {
        using HubStore store = kind == StoreKind.Sqlite ? DesignTime<SqliteStore>() : DesignTime<PostgresStore>();

        Assert.False(store.Database.HasPendingModelChanges(), "An entity changed. Run tools/add-migration NAME.");
    }

    [Theory]
    [Stores]
    public async Task A_migrated_store_can_be_emptied_and_migrated_again(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        using var migration = Migration(database);

        var all = await migration.MigrateAsync(to: null, default);
        Assert.Empty(await migration.MigrateAsync("0", default));
        Assert.Equal(all, await migration.MigrateAsync("initial", default));
    }

    [Fact]
    public async Task A_search_index_that_is_missing_is_made_of_what_is_there()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);
        await using (var first = await HubApp.StartAsync(StoreKind.Sqlite, database: database))
        {
            await ManyTasks.FillAsync(first, 3);
            await first.WriteAsync(static store => SearchIndex.RemoveAsync((SqliteStore)store, default));
        }

        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);
        Assert.Equal([3], await hub.ReadAsync(static store => store.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM \"TasksWords\" WHERE \"TasksWords\" MATCH 'number*'").ToListAsync()));
    }

    [Fact]
    public async Task A_first_start_logs_no_error()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite, migrated: false);
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);

        Assert.DoesNotContain(hub.Logs.Lines, static line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_file_is_written_ahead_so_that_readers_do_not_wait_for_the_writer()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite, migrated: false);
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);

        Assert.Equal("wal", await hub.ReadAsync(static async store => (await store.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync()).Single()));
    }

    [PostgresFact]
    public async Task PostgreSQL_is_not_migrated_by_a_start_unless_the_setting_says_so()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres, migrated: false);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => HubApp.StartAsync(StoreKind.Postgres, database: database));
        Assert.Contains("robot hub migrate", refused.Message, StringComparison.Ordinal);

        await using var hub = await HubApp.StartAsync(StoreKind.Postgres, services: null, database, ("HubServer:MigrateAtStart", "true"));
        Assert.Single(await hub.ReadAsync(static store => store.Workspaces.ToListAsync()));
    }

    [Fact]
    public async Task A_SQLite_file_has_one_Hub()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);
        await using var first = await HubApp.StartAsync(StoreKind.Sqlite, database: database);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => HubApp.StartAsync(StoreKind.Sqlite, database: database));

        Assert.Contains("Another process uses the store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_died_while_it_migrated_does_not_stop_the_next()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite, migrated: false);
        await using (var connection = new SqliteConnection(StoreServices.ConnectionString(database.Setting)))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);

        Assert.Single(await hub.ReadAsync(static store => store.Workspaces.ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_store_of_a_later_version_is_refused_by_name(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using (var hub = await HubApp.StartAsync(kind, database: database))
        {
            await hub.WriteAsync(static store =>
                store.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0.0')"""));
        }

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => HubApp.StartAsync(kind, database: database));

        Assert.Contains("29990101000000_Later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_reported_without_its_password()
    {
        using var migration = Migration("Host=127.0.0.1;Port=1;Database=hub;Username=u;Password=hunter2");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => migration.OpenAsync(mayMigrate: true, default));

        Assert.Contains("PostgreSQL database hub at 127.0.0.1:1 is unavailable", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    private static StoreMigration Migration(TestDatabase database) => Migration(database.Setting);

    private static StoreMigration Migration(string setting)
    {
        var services = new ServiceCollection().AddLogging().AddStore(DatabaseLocation.Parse(setting)).BuildServiceProvider();
        return services.GetRequiredService<StoreMigration>();
    }

    private static T DesignTime<T>()
        where T : HubStore => ((Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<T>)(object)new DesignTimeStores()).CreateDbContext([]);
}
