using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Hub;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Hub;

/// <summary>A client of the Hub as the hosts build it, on a time the test moves and, unless it is given a URL, on planned answers.</summary>
internal sealed class HubClientFixture : IAsyncDisposable
{
    public const string Key = "hub_0123456789abcdef";

    private readonly ServiceProvider _services;

    public HubClientFixture(string? url = null, bool isConfigured = true)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<HubCheck>()
            .AddHubClient(new ConfigurationBuilder().AddInMemoryCollection(
                isConfigured ? [new("Hub:Url", url ?? "https://hub.example/below"), new("Hub:Key", Key)] : []).Build());
        if (url is null)
        {
            services.AddHttpClient(HubClient.ClientName).ConfigurePrimaryHttpMessageHandler(() => Handler);
        }

        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public RecordingHandler Handler { get; } = new();

    public HubClient Client => _services.GetRequiredService<HubClient>();

    public HubCheck Check => _services.GetRequiredService<HubCheck>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
