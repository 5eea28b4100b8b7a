using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>The store of the measured inbox, before the Hub starts: a schema, a key, and many tasks without their histories.</summary>
internal sealed class InboxStore : IAsyncDisposable
{
    /// <summary>The name of the schema, whose types are <c>screen</c> and <c>rare</c>.</summary>
    public const string Schema = "bench";

    private const int AtOnce = 5000;

    private readonly ServiceProvider _services;

    private InboxStore(ServiceProvider services) => _services = services;

    /// <summary>A key that may read and post tasks.</summary>
    public string Key { get; private set; } = "";

    public static async Task<InboxStore> CreateAsync(IReadOnlyDictionary<string, string?> environment, CancellationToken cancellation)
    {
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddHub(new ConfigurationBuilder().AddInMemoryCollection(environment).Build())
            .BuildServiceProvider();
        var store = new InboxStore(services);
        using (var migration = services.GetRequiredService<StoreMigration>())
        {
            // Closed, so that the measured Hub may own the file.
            await migration.OpenAsync(mayMigrate: true, cancellation);
        }

        var caller = CommandLineCaller.In(Workspace.DefaultId);
        (_, store.Key) = await services.GetRequiredService<ApiKeys>().CreateAsync(caller, Schema, [Scopes.TasksRead, Scopes.TasksWrite], expiresAt: null, cancellation);
        var file = Encoding.UTF8.GetBytes($$"""
            name: {{Schema}}
            semver: 1.0.0
            tasktypes:
              - {name: screen, pending_states: [first, second], resolved_states: [include, exclude]}
              - {name: rare, pending_states: [first], resolved_states: [done]}
            """);
        _ = await services.GetRequiredService<SchemaInstaller>().InstallAsync(caller, file, isDryRun: false, cancellation) is SchemaInstalled
            ? true
            : throw new InvalidOperationException("The schema of the benchmark is not valid.");
        return store;
    }

    /// <summary>A connection to the store that nobody else uses.</summary>
    public HubStore Open() => _services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContext();

    /// <summary>Adds tasks, a second apart from the first of 1970 on. One in three is open, one in a thousand rare; each is found by its number, all by <c>title</c>.</summary>
    public async Task FillAsync(int count, CancellationToken cancellation)
    {
        var version = await ReadAsync(store => store.SchemaVersions.SingleAsync(cancellation));
        for (var added = 0; added < count; added += AtOnce)
        {
            await using var store = Open();
            store.ChangeTracker.AutoDetectChangesEnabled = false;
            store.Tasks.AddRange(Enumerable.Range(added, Math.Min(AtOnce, count - added)).Select(number => New(number, version)));
            await store.SaveChangesAsync(cancellation);
        }

        // As the databases do by themselves after a while.
        await ReadAsync(store => store.Database.ExecuteSqlRawAsync("ANALYZE", cancellation));
    }

    public async Task<T> ReadAsync<T>(Func<HubStore, Task<T>> read)
    {
        await using var store = Open();
        return await read(store);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static InboxTask New(int number, InstalledVersion version) => new()
    {
        Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(number)),
        WorkspaceId = Workspace.DefaultId,
        SchemaId = version.SchemaId,
        VersionId = version.Id,
        Type = number % 1000 == 0 ? "rare" : "screen",
        State = number % 3 == 0 ? "first" : number % 2 == 0 ? "include" : "exclude",
        Status = number % 3 == 0 ? InboxTaskStatus.Open : InboxTaskStatus.Resolved,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        PosterKind = ActorKind.Key,
        PosterId = Schema,
        PosterName = Schema,
        Assignee = number % 100 == 0 ? "ann" : null,
        Meta = $$"""{"title":"A title of reference number{{number}}"}""",
        SearchText = $"\nscreen\na\ntitle\nof\nreference\nnumber{number}",
        Sequence = 1,
        Hash = new byte[32],
    };
}
