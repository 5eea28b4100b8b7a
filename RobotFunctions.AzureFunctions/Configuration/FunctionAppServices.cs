using Azure.Core;
using Azure.Core.Serialization;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Endpoints;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Polling;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>Registers what the Function App adds to Core: its engine, its stores and the schedules of its timers.</summary>
internal static class FunctionAppServices
{
    /// <summary>Adds the services. A configuration error stops the app at start with a message.</summary>
    public static IServiceCollection AddFunctionApp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntakeOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeOptions>, RefuseBypass>();
        services.AddSingleton<PollTimes>();
        services.AddSingleton<ReportTimes>();
        services.AddSingleton<BatchClaims>();
        services.AddSingleton<PushIntake>();
        var identity = Identity(configuration);
        services.AddSingleton<TokenCredential>(identity);
        return services.AddStores(new StorageAccount(configuration, identity)).AddDurableEngine();
    }

    // One for storage and telemetry: each would fetch tokens of its own.
    private static DefaultAzureCredential Identity(IConfiguration configuration) => new(
        new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = configuration[$"{StorageAccount.SettingName}:clientId"] ?? configuration["AZURE_CLIENT_ID"],
        });

    private static IServiceCollection AddStores(this IServiceCollection services, StorageAccount account)
    {
        var batches = account.Blobs().GetBlobContainerClient(BlobContainers.Payloads);
        var letters = account.Blobs().GetBlobContainerClient(BlobContainers.DeadLetters);
        services.AddSingleton<IBatchStore>(new BlobBatchStore(batches));
        services.AddSingleton<IPollingPauseStore>(new BlobPollingPauses(batches));
        services.AddSingleton<IHubRecords>(new BlobHubRecords(account.Blobs().GetBlobContainerClient(BlobContainers.HubRecords)));
        services.AddSingleton<IDeadLetters>(provider => new QueueDeadLetters(
            letters,
            account.Queues().GetQueueClient(QueueNames.DeadLetters),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RequestBlobs(batches, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(account);
        return services.AddHostedService<CreateStores>();
    }

    private static IServiceCollection AddDurableEngine(this IServiceCollection services)
    {
        services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(EngineJson.Options));
        services.AddSingleton<HostEngine>();
        services.AddSingleton<OpenInstances>();
        services.AddSingleton<DurableRuns>();
        return services.AddSingleton<IBatchRuns>(provider => provider.GetRequiredService<DurableRuns>());
    }
}
