using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RobotFunctions.Hub.Store;

/// <summary>Registers the store.</summary>
internal static class StoreServices
{
    /// <summary>Adds contexts of the store at <paramref name="location"/>, the writer and migrations.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, DatabaseLocation location)
    {
        services.AddSingleton(location);
        if (location.File is { } file)
        {
            services.AddStore<SqliteStore>(options => options.UseSqlite(ConnectionString(file)));
        }
        else
        {
            services.AddStore<PostgresStore>(options => options.UseNpgsql(location.Connection));
        }

        services.AddSingleton<StoreWriter>();
        services.AddSingleton<RetryingWriter>();
        services.AddSingleton<StoreMigration>();
        return services;
    }

    /// <summary>The connection string of a SQLite file. Foreign keys are checked, and a writer of another process is waited for.</summary>
    internal static string ConnectionString(string file) => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    private static void AddStore<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where T : HubStore
    {
        services.AddPooledDbContextFactory<T>((provider, options) =>
        {
            configure(options);
            options.AddInterceptors(provider.GetServices<IInterceptor>());
        });
        services.AddSingleton<IDbContextFactory<HubStore>, Stores<T>>();
        services.AddScoped(static provider => provider.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContext());
    }

    private sealed class Stores<T>(IDbContextFactory<T> stores) : IDbContextFactory<HubStore>
        where T : HubStore
    {
        public HubStore CreateDbContext() => stores.CreateDbContext();

        public async Task<HubStore> CreateDbContextAsync(CancellationToken cancellationToken) => await stores.CreateDbContextAsync(cancellationToken);
    }
}
