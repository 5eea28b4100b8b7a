using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.Engine;
using RobotFunctions.HostTests.Fakes;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.EndToEnd;

/// <summary>
/// The whole app with the fake repository around it: endpoints on a socket, runs on the in-process engine, payloads and dead letters in the storage
/// emulator. When it ends, it looks through everything the app logged for secrets.
/// </summary>
internal sealed class AppWorld : IAsyncDisposable
{
    private readonly BlobServiceClient _blobs;
    private readonly CollectedLogs _logs;

    private AppWorld(FakeRepository repository, DurableHost durable, AppEndpoints endpoints, BlobServiceClient blobs, CollectedLogs logs) =>
        (Repository, Durable, Endpoints, _blobs, _logs, Http) = (repository, durable, endpoints, blobs, logs, new HttpClient { BaseAddress = endpoints.Url });

    public FakeRepository Repository { get; }

    public DurableHost Durable { get; }

    public AppEndpoints Endpoints { get; }

    /// <summary>A client of the endpoints.</summary>
    public HttpClient Http { get; }

    /// <summary>What the app logged.</summary>
    public IReadOnlyCollection<LogLine> Logs => _logs.Lines;

    /// <summary>The app's dead letters.</summary>
    public IDeadLetters DeadLetters => Get<IDeadLetters>();

    public static async Task<AppWorld> StartAsync(AzuriteFixture azurite, ApiGeneration generation, params (string Name, string Value)[] settings)
    {
        var repository = await FakeRepository.StartAsync(generation, configure: static options => options with { RobotTimeout = TimeSpan.FromMinutes(1) });
        var logs = new CollectedLogs();
        var known = RobotSettings.For(repository.Repository, repository.Robot).Select(static setting => (setting.Key, setting.Value!));
        var durable = await TestApp.StartAsync(
            azurite,
            repository.Url,
            services => services
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs))
                .AddKeyedSingleton<IEnhancer>("test", DelegateEnhancer.Prompt),
            [.. known, ("Robot:Enhancer", "test"), .. settings]);
        var endpoints = await AppEndpoints.StartAsync(durable);
        repository.Robot.BaseUrl = endpoints.Url;
        return new AppWorld(repository, durable, endpoints, new BlobServiceClient(await TestApp.ConnectionAsync(azurite)), logs);
    }

    public T Get<T>()
        where T : notnull => ActivatorUtilities.GetServiceOrCreateInstance<T>(Durable.Services);

    /// <summary>Pushes a batch of generated references, which the app must accept.</summary>
    public async Task<PushedRequest> PushAsync(int references)
    {
        var request = await Repository.Requests.PushBatchAsync(Repository.Robot, await Repository.WriteReferencesAsync(references));
        Assert.True(request.RobotAnswer!.IsAccepted, request.Error);
        return request;
    }

    /// <summary>Waits for a run's end, and for what the repository makes of it.</summary>
    public async Task<RunOutcome> EndOfAsync(BatchId id)
    {
        var ended = await Durable.EndedAsync(id.ToString());
        Assert.Null(ended.FailureDetails);
        await Repository.Repository.ImportsEndedAsync();
        return ended.ReadOutputAs<RunOutcome>()!;
    }

    /// <summary>The payloads that a batch has in the store.</summary>
    public async Task<List<string>> PayloadsAsync(BatchId id)
    {
        var names = new List<string>();
        await foreach (var blob in _blobs.GetBlobContainerClient(BlobContainers.Payloads).GetBlobsAsync(default, default, $"{id}/", default))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Endpoints.DisposeAsync();
        await Durable.DisposeAsync();
        await Repository.DisposeAsync();
        _logs.AssertTellNoSecret();
    }
}
