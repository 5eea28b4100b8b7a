using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A running Hub on a loopback port, over a database of its own or of the test's.</summary>
internal sealed class HubApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _own;

    private HubApp(WebApplication app, TestDatabase? own, CollectedLogs logs)
    {
        (_app, _own, Logs) = (app, own, logs);
        Client = new HttpClient(new DescribedAnswers()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>Calls it without a credential.</summary>
    public HttpClient Client { get; }

    public CollectedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a Hub.</summary>
    /// <param name="kind">Where its store is.</param>
    /// <param name="services">Replaces services, such as the time.</param>
    /// <param name="database">A database that outlives it; null for one of its own.</param>
    /// <param name="settings">More settings.</param>
    public static async Task<HubApp> StartAsync(
        StoreKind kind,
        Action<IServiceCollection>? services = null,
        TestDatabase? database = null,
        params IEnumerable<(string Name, string Value)> settings)
    {
        var own = database is null ? await TestDatabase.CreateAsync(kind) : null;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .AddInMemoryCollection([KeyValuePair.Create("HubServer:Database", (string?)(database ?? own!).Setting)])
            .Build();
        var logs = new CollectedLogs();
        var app = await HubHost.BuildAsync(configuration, "http://127.0.0.1:0", logging => logging.AddProvider(logs), services);
        await app.StartAsync();
        return new HubApp(app, own, logs);
    }

    /// <summary>Reads from its store.</summary>
    public async Task<T> ReadAsync<T>(Func<HubStore, Task<T>> read)
    {
        await using var store = await Services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync();
        return await read(store);
    }

    /// <summary>Changes its store.</summary>
    public Task WriteAsync(Func<HubStore, Task> change) => Services.GetRequiredService<StoreWriter>().RunAsync(change, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Logs.Dispose();
        _own?.Dispose();
    }
}
