using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using HistoryEvent = Microsoft.DurableTask.Protobuf.HistoryEvent;

namespace RobotFunctions.HostTests.Engine;

/// <summary>The app's orchestrations and activities on the in-process durable engine, which replays as the real one does, over the services of a test.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly WideOrchestrationService _engine;

    private DurableHost(IHost host, WideOrchestrationService engine) => (_host, _engine) = (host, engine);

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public IServiceProvider Services => _host.Services;

    /// <summary>Starts the engine.</summary>
    /// <param name="services">The steps, and whatever else the test needs.</param>
    /// <param name="tasks">Further orchestrations.</param>
    public static async Task<DurableHost> StartAsync(Action<IServiceCollection> services, Action<DurableTaskRegistry>? tasks = null)
    {
        IHost? host = null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        services(builder.Services);
        builder.Services.AddInMemoryDurableTask(
            registry =>
            {
                AddTasks(registry, () => host!.Services);
                tasks?.Invoke(registry);
            },
            new InMemoryDurableTaskOptions { Port = FreePort() });
        var engine = new WideOrchestrationService();
        builder.Services.AddSingleton<InMemoryOrchestrationService>(engine);
        var converter = new JsonDataConverter(EngineJson.Options);
        builder.Services.PostConfigureAll<DurableTaskWorkerOptions>(options =>
        {
            options.DataConverter = converter;
            options.Versioning = HostVersioning.Options;
        });
        builder.Services.PostConfigureAll<DurableTaskClientOptions>(options =>
        {
            options.DataConverter = converter;
            options.DefaultVersion = HostVersioning.DefaultVersion;
        });
        host = builder.Build();
        await host.StartAsync();
        var durable = new DurableHost(host, engine);
        host.Services.GetService<HostEngine>()?.Connect(durable.Client);
        return durable;
    }

    /// <summary>Waits for the end of an instance, and gives it with input and output.</summary>
    public async Task<OrchestrationMetadata> EndedAsync(string instance)
    {
        var ended = await Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true);
        await _engine.PutDownAsync(instance);
        return ended;
    }

    /// <summary>All that happened to an instance, in order, as the engine sends it to a worker.</summary>
    public IReadOnlyList<HistoryEvent> HistoryOf(string instance) => [.. _engine.HistoryOf(instance).Select(ProtobufUtils.ToHistoryEventProto)];

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static void AddTasks(DurableTaskRegistry registry, Func<IServiceProvider> services)
    {
        registry.AddOrchestratorFunc<BatchRun, RunOutcome>(nameof(EnhanceBatch), (context, run) => Orchestrations.EnhanceBatchAsync(context, run!));
        registry.AddOrchestratorFunc<ChunkSegment, SegmentOutcome>(nameof(EnhanceChunks), (context, range) => Orchestrations.EnhanceChunksAsync(context, range!));
        Add<DownloadReferencesActivity, Batch, DownloadedReferences>(StepDefinitions.DownloadReferences, (activity, input) => activity.RunAsync(input, default));
        Add<EnhanceChunkActivity, ChunkInput, EnhancedChunk>(StepDefinitions.EnhanceChunk, (activity, input) => activity.RunAsync(input, default));
        Add<UploadResultsActivity, UploadInput, UploadedResults>(StepDefinitions.UploadResults, (activity, input) => activity.RunAsync(input, default));
        Add<ReportResultActivity, ReportInput, Reported>(StepDefinitions.ReportResult, (activity, input) => activity.RunAsync(input, default));
        Add<RefreshUrlsActivity, Batch, RefreshedUrls>(StepDefinitions.RefreshUrls, (activity, input) => activity.RunAsync(input, default));
        Add<RenewLeaseActivity, Batch, RenewedLease>(StepDefinitions.RenewLease, (activity, input) => activity.RunAsync(input, default));
        Add<StoreDeadLetterActivity, DeadLetterInput, Unit>(StepDefinitions.StoreDeadLetter, (activity, input) => activity.RunAsync(input, default));
        Add<DeletePayloadsActivity, Batch, Unit>(StepDefinitions.DeletePayloads, (activity, input) => activity.RunAsync(input, default));
        registry.AddActivityFunc<Batch>(
            ClaimNextActivity.Name,
            (_, ended) => ActivatorUtilities.CreateInstance<ClaimNextActivity>(services()).RunAsync(ended!, services().GetRequiredService<DurableTaskClient>(), default));

        void Add<TActivity, TInput, TOutput>(StepDefinition<TInput, TOutput> step, Func<TActivity, TInput, Task<StepOutcome<TOutput>>> run)
            where TActivity : class
            where TInput : notnull
            where TOutput : notnull =>
            registry.AddActivityFunc<TInput, StepOutcome<TOutput>>(
                step.Name,
                (_, input) => run(ActivatorUtilities.CreateInstance<TActivity>(services()), input!));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
