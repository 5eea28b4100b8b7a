using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.CleanUp;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Core.Steps.Offline;
using RobotFunctions.Core.Steps.Report;
using RobotFunctions.Core.Steps.Upload;

namespace RobotFunctions.Core;

/// <summary>The composition of the robot, the same on every host. A host adds its engine, its batch store and its dead letter store.</summary>
public static class RobotServices
{
    /// <summary>Adds the robot that <paramref name="configuration"/> describes. A configuration error stops the host at start with a message.</summary>
    public static IServiceCollection AddRobot(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        return services
            .AddRobotOptions(configuration)
            .AddStorageClient()
            .AddRepositoryClient()
            .AddHubClient(configuration)
            .AddShippedEnhancers(configuration)
            .AddIntake()
            .AddPauses(configuration)
            .AddReports()
            .AddSteps();
    }

    private static IServiceCollection AddRobotOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RepositoryOptions>()
            .Bind(configuration.GetSection("Repository"), static (section, options) => section.Bind(options))
            .ValidateAnnotations("Repository")
            .Validate(
                static options => options.Url is null || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
                "Repository:Url is not an HTTP URL. Set it to the repository's base URL, for example https://api.evidence-repository.org.")
            .Validate(
                static options => !Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.UserInfo.Length == 0,
                "Repository:Url contains a user or password, which would not be sent: the robot signs its calls. Remove them.");
        services.AddOptions<PollingOptions>()
            .Bind(configuration.GetSection("Polling"), static (section, options) => section.Bind(options))
            .ValidateAnnotations("Polling");
        services.AddOptions<LimitsOptions>()
            .Bind(configuration.GetSection("Limits"), static (section, options) => section.Bind(options))
            .ValidateAnnotations("Limits");
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection("Storage"), static (section, options) => section.Bind(options))
            .ValidateAnnotations("Storage")
            .Validate(
                static options => options.AllowedHosts.All(StorageHost.IsValid),
                "Storage:AllowedHosts must contain hosts without scheme and path: blobs.example.org, minio:9000 for one port only, or *.example.org for every name below.");
        services.AddOptions<IntakeOptions>()
            .Bind(configuration.GetSection("Intake"), static (section, options) => section.Bind(options))
            .Validate(
                static options => options.OperatorKey is "" || (options.OperatorKey.Length >= 16 && !options.OperatorKey.AsSpan().ContainsAnyExceptInRange('!', '~')),
                "Intake:OperatorKey must have 16 characters or more, of ASCII and without spaces: it is sent in a header. Without it, the robot makes one.")
            .Validate(
                static options => options.AllowedHosts.All(SignedUrlPolicy.IsHost),
                "Intake:AllowedHosts takes host names, without scheme, port and path: robot.example.org, or *.example.org for every name below.");
        services.AddOptions<RobotsOptions>().Configure(options => options.Read(configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RobotsOptions>, ValidateRobots>();
        services.AddSingleton(provider => new ConfiguredRobots(
            [.. provider.GetRequiredService<IOptions<RobotsOptions>>().Value.Robots.Select(ToRobot)]));
        services.AddSingleton(provider => RunPlan.From(
            provider.GetRequiredService<IOptions<RepositoryOptions>>().Value,
            provider.GetRequiredService<IOptions<PollingOptions>>().Value,
            provider.GetRequiredService<IOptions<LimitsOptions>>().Value));
        return services;
    }

    private static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var robots = provider.GetRequiredService<ConfiguredRobots>();
            return new SignatureVerifier(id => robots.Find(id)?.Identity.Secrets);
        });
        services.AddSingleton(provider => new RobotCheck(
            provider.GetRequiredService<SignedCalls>(),
            provider.GetRequiredService<StorageClient>(),
            provider.GetRequiredService<IOptions<RepositoryOptions>>(),
            provider.GetRequiredService<IOptions<StorageOptions>>()));
        services.AddSingleton<HubCheck>();
        return services.AddSingleton<RequestIntake>().AddSingleton<RejectedMessageReporter>().AddSingleton<Poller>();
    }

    private static IServiceCollection AddPauses(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<IPollingPauseStore, MemoryPollingPauses>()
        .AddSingleton(new SettingsFingerprint(configuration))
        .AddSingleton<PollingPauses>()
        .AddSingleton<PausedRobots>();

    private static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<IHubRecords, MemoryHubRecords>()
        .AddSingleton<LastPolls>()
        .AddSingleton<RobotSwitches>()
        .AddSingleton<HubCommands>()
        .AddSingleton<RobotReporter>();

    private static IServiceCollection AddSteps(this IServiceCollection services)
    {
        services.AddSingleton<AcceptedRequests>();
        services.AddSingleton<RobotEnhancers>();
        services.AddSingleton<OpenChunks>();
        services.AddSingleton<ReportBodies>();
        services.AddSingleton<ReportMarks>();
        services.AddSingleton<ReportArrival>();
        services.AddSingleton<Redelivery>();
        services.AddSingleton<RepositoryVerdicts>();
        services.AddSingleton<OperatorService>();
        services.AddSingleton<EnhanceFile>();
        services.AddSingleton<LostRuns>();
        services.AddStep<Batch, DownloadedReferences, DownloadReferences>(StepDefinitions.DownloadReferences);
        services.AddStep<ChunkInput, EnhancedChunk, EnhanceChunk>(StepDefinitions.EnhanceChunk);
        services.AddStep<UploadInput, UploadedResults, UploadResults>(StepDefinitions.UploadResults);
        services.AddStep<ReportInput, Reported, ReportResult>(StepDefinitions.ReportResult);
        services.AddStep<Batch, RefreshedUrls, RefreshUrls>(StepDefinitions.RefreshUrls);
        services.AddStep<Batch, RenewedLease, RenewLease>(StepDefinitions.RenewLease);
        services.AddStep<DeadLetterInput, Unit, StoreDeadLetter>(StepDefinitions.StoreDeadLetter);
        services.AddStep<Batch, Unit, DeletePayloads>(StepDefinitions.DeletePayloads);
        return services;
    }

    private static void AddStep<TInput, TOutput, TStep>(this IServiceCollection services, StepDefinition<TInput, TOutput> definition)
        where TInput : notnull
        where TOutput : notnull
        where TStep : class, IStep<TInput, TOutput>
    {
        services.AddSingleton<TStep>();
        services.AddSingleton<IStep<TInput, TOutput>>(provider => new MeasuredStep<TInput, TOutput>(
            new PausingStep<TInput, TOutput>(provider.GetRequiredService<TStep>(), provider.GetRequiredService<PollingPauses>()),
            definition.Name,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TStep>>()));
    }

    private static Robot ToRobot(RobotOptions options)
    {
        _ = RobotId.TryParse(options.Id, out var id);
        return new Robot(new RobotIdentity(id, new RobotSecrets(options.Secret!, options.SecondarySecret)), options);
    }
}
