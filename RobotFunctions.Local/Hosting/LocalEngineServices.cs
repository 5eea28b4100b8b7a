using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Hosting;

/// <summary>Registers the in-process engine and its file stores.</summary>
public static class LocalEngineServices
{
    /// <summary>Adds the engine over the folder <c>Storage:Path</c>, which is opened when the host starts.</summary>
    public static IServiceCollection AddLocalEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => StoreFolder.Open(configuration["Storage:Path"] is { Length: > 0 } path ? path : ".robot"));
        services.AddSingleton<FileBatchStore>();
        services.AddSingleton<IBatchStore>(static provider => provider.GetRequiredService<FileBatchStore>());
        services.AddSingleton<FileDeadLetters>();
        services.AddSingleton<IDeadLetters>(static provider => provider.GetRequiredService<FileDeadLetters>());
        services.AddSingleton<IPollingPauseStore, FilePollingPauses>();
        services.AddSingleton<IHubRecords, FileHubRecords>();
        services.AddSingleton<RunFiles>();
        services.AddSingleton<RetryingDisk>();
        services.AddSingleton<DiskSpaceCheck>();
        services.AddSingleton<RunRequests>();
        services.AddSingleton(EngineRecipe.Robot);
        services.AddSingleton(static provider => new OpenRuns(provider.GetRequiredService<IOptions<LimitsOptions>>().Value.OpenRuns));
        services.AddSingleton(static provider => new ActiveSlots(provider.GetRequiredService<IOptions<LimitsOptions>>().Value.ActiveRuns));
        services.AddSingleton<EngineContext>();
        services.AddSingleton<RunDrivers>();
        services.AddSingleton<FileRuns>();
        services.AddSingleton<IBatchRuns>(static provider => provider.GetRequiredService<FileRuns>());
        services.AddHostedService(static provider => provider.GetRequiredService<RunDrivers>());
        services.AddHostedService<EndedRunsPurge>();
        return services;
    }
}
