using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>The store of a measured Hub, before the Hub starts: it is filled and, for floors, read by the Hub's own services in this process.</summary>
internal sealed class MeasuredStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private string _key = "";

    private MeasuredStore(ServiceProvider services) => _services = services;

    /// <summary>Who fills it.</summary>
    public static Caller Caller { get; } = CommandLineCaller.In(Workspace.DefaultId);

    /// <summary>Creates it, with a key of these scopes.</summary>
    public static async Task<MeasuredStore> CreateAsync(IReadOnlyDictionary<string, string?> environment, string[] scopes, CancellationToken cancellation)
    {
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddHub(new ConfigurationBuilder().AddInMemoryCollection(environment).Build())
            .BuildServiceProvider();
        var store = new MeasuredStore(services);
        using (var migration = services.GetRequiredService<StoreMigration>())
        {
            // Closed, so that the measured Hub may own the file.
            await migration.OpenAsync(mayMigrate: true, cancellation);
        }

        (_, store._key) = await store.Get<ApiKeys>().CreateAsync(Caller, "bench", scopes, expiresAt: null, cancellation);
        return store;
    }

    /// <summary>A service of the Hub.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A connection to the store that nobody else uses.</summary>
    public HubStore Open() => Get<IDbContextFactory<HubStore>>().CreateDbContext();

    /// <summary>A client of the Hub at an address, with the key.</summary>
    public HttpClient Client(string address)
    {
        var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("api-key", _key);
        return http;
    }

    /// <summary>Counts what is in the tables, as the databases do by themselves after a while.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellation)
    {
        await using var store = Open();
        await store.Database.ExecuteSqlRawAsync("ANALYZE", cancellation);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
