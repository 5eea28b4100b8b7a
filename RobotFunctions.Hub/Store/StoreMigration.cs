using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace RobotFunctions.Hub.Store;

/// <summary>Brings the store's tables to a version. Never two processes at once: a SQLite file has one owner, and PostgreSQL locks the migrations' table.</summary>
internal sealed class StoreMigration(IDbContextFactory<HubStore> stores, DatabaseLocation location) : IDisposable
{
    private FileStream? _owned;

    /// <summary>Opens the store for the Hub. A SQLite file is created, migrated, and this process's alone; PostgreSQL is migrated if <paramref name="mayMigrate"/>.</summary>
    /// <exception cref="StoreRefusedException">The store is in use, unavailable, of a later version, or not migrated.</exception>
    public Task OpenAsync(bool mayMigrate, CancellationToken cancellation) => ReportAsync(async store =>
    {
        if (location.File is { } file)
        {
            Own(file);
            await LogAheadAsync(store, cancellation);
            mayMigrate = true;
        }

        await OpenAsync(store, mayMigrate, cancellation);
    });

    /// <summary>Opens the store for a command beside the running Hub. A SQLite file that is missing or old is migrated first, if no Hub has it open.</summary>
    /// <exception cref="StoreRefusedException">The store is unavailable, of a later version, or not migrated.</exception>
    public Task OpenBesideAsync(CancellationToken cancellation) => ReportAsync(store => OpenAsync(store, mayMigrate: location.File is not null, cancellation));

    /// <summary>Migrates the store, up or down.</summary>
    /// <param name="to">The name of a migration; <c>0</c> removes all tables; null is the newest.</param>
    /// <param name="cancellation">Cancels between migrations.</param>
    /// <returns>The migrations that are applied now, in order.</returns>
    /// <exception cref="StoreRefusedException">The store is in use or unavailable, or there is no migration of that name.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(string? to, CancellationToken cancellation)
    {
        IReadOnlyList<string> applied = [];
        await ReportAsync(async store =>
        {
            if (to is not (null or "0") && !store.Database.GetMigrations().Any(name => IsNamed(name, to)))
            {
                throw new StoreRefusedException($"There is no migration '{to}'. These are: {string.Join(", ", store.Database.GetMigrations())}, and 0 for an empty store.");
            }

            await MigrateAsync(store, to, cancellation);
            applied = [.. await store.Database.GetAppliedMigrationsAsync(cancellation)];
        });
        return applied;
    }

    /// <inheritdoc/>
    public void Dispose() => _owned?.Dispose();

    private async Task OpenAsync(HubStore store, bool mayMigrate, CancellationToken cancellation)
    {
        var pending = (await store.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count > 0 && !mayMigrate)
        {
            throw new StoreRefusedException(
                $"The {location} lacks the migrations {string.Join(", ", pending)}. Run `robot hub migrate`, or set HubServer:MigrateAtStart=true.");
        }

        if (pending.Count > 0)
        {
            await MigrateAsync(store, to: null, cancellation);
        }

        await RefuseLaterAsync(store, cancellation);
        if (store is SqliteStore sqlite)
        {
            await SearchIndex.AddMissingAsync(sqlite, cancellation);
        }
    }

    private static bool IsNamed(string migration, string name) =>
        migration == name || migration.EndsWith("_" + name, StringComparison.OrdinalIgnoreCase);

    private async Task MigrateAsync(HubStore store, string? to, CancellationToken cancellation)
    {
        if (location.File is { } file)
        {
            Own(file);
            await LogAheadAsync(store, cancellation);
            await ClearLockAsync(store, cancellation);
            await SearchIndex.RemoveAsync((SqliteStore)store, cancellation);
        }

        await store.GetService<IMigrator>().MigrateAsync(to, cancellation);
    }

    private async Task RefuseLaterAsync(HubStore store, CancellationToken cancellation)
    {
        var later = (await store.Database.GetAppliedMigrationsAsync(cancellation)).Except(store.Database.GetMigrations()).ToList();
        if (later.Count > 0)
        {
            throw new StoreRefusedException(
                $"The store {location} was written by a later version of the Hub, which added {string.Join(", ", later)}. Start that version, or run its `robot hub migrate --to` first.");
        }
    }

    // The file keeps this mode: readers do not wait for the writer, and a commit flushes once. EF Core sets it only for a file that it creates itself,
    // and the question which migrations are pending has created it by then.
    private static async Task LogAheadAsync(HubStore store, CancellationToken cancellation) =>
        await store.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);

    // A process that dies while it migrates leaves EF Core's lock behind, on which every later start would wait for ever. Who owns the file may clear it.
    private static async Task ClearLockAsync(HubStore store, CancellationToken cancellation)
    {
        var tables = store.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'");
        if (await tables.SingleAsync(cancellation) > 0)
        {
            await store.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellation);
        }
    }

    private void Own(string file)
    {
        if (_owned is not null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            _owned = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            throw new StoreRefusedException($"Another process uses the store {file}. Stop it, or choose another file with --database.", exception);
        }
    }

    private async Task ReportAsync(Func<HubStore, Task> work)
    {
        try
        {
            await using var store = await stores.CreateDbContextAsync();
            await work(store);
        }
        catch (Exception exception) when (exception is NpgsqlException or SqliteException or UnauthorizedAccessException or IOException)
        {
            throw new StoreRefusedException($"The store {location} is unavailable: {exception.Message} Check that it exists and that this user may write to it.", exception);
        }
    }
}
