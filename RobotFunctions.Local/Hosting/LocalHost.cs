using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Local.Endpoints;

namespace RobotFunctions.Local.Hosting;

/// <summary>Builds the host of the robot: Core, the local engine and the endpoints.</summary>
public static class LocalHost
{
    /// <summary>Builds the host. Starting it validates the configuration, resumes open runs and opens the endpoints.</summary>
    /// <param name="configuration">The configuration of the robot.</param>
    /// <param name="urls">The URLs to listen on, separated by semicolons.</param>
    /// <param name="drain">How long running steps may continue after a request to stop.</param>
    /// <param name="logging">Configures logging.</param>
    /// <param name="services">Adds more services, such as a team's enhancers.</param>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    /// <exception cref="StartRefusedException">
    /// Signature checks are disabled and other machines can reach <paramref name="urls"/>, or <paramref name="urls"/> are not valid addresses.
    /// </exception>
    public static WebApplication Build(IConfiguration configuration, string urls, TimeSpan drain, Action<ILoggingBuilder> logging, Action<IServiceCollection>? services = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(urls);
        RefuseOddAddresses(urls);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Compose(builder, configuration, drain, logging, polls: true, services);
        builder.Services.AddRoutingCore().AddRobotHealthChecks().AddSingleton<BodyBudget>().AddSingleton<OperatorKey>().AddSingleton<ServedHosts>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(urls).ConfigureKestrel(static kestrel =>
        {
            // Bodies are limited by Limits:RequestBytes, before they are hashed and with a useful message.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

            // Extremely slow senders get 408, and read-ahead buffers are small because there may be many senders.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        RefuseOpenBypass(app.Services.GetRequiredService<IOptions<IntakeOptions>>().Value, urls);
        return app.MapRobotEndpoints();
    }

    /// <summary>Builds a host that opens no endpoint.</summary>
    /// <param name="configuration">The configuration of the robot.</param>
    /// <param name="drain">How long running steps may continue after a request to stop.</param>
    /// <param name="logging">Configures logging.</param>
    /// <param name="polls">Whether it polls for each robot with <c>Polling:Enabled</c>, and reports to the Hub.</param>
    /// <param name="services">Adds more services, such as a team's enhancers.</param>
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    public static IHost BuildWithoutEndpoints(IConfiguration configuration, TimeSpan drain, Action<ILoggingBuilder> logging, bool polls, Action<IServiceCollection>? services = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Compose(builder, configuration, drain, logging, polls, services);
        var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        return host;
    }

    private static void Compose(
        IHostApplicationBuilder builder,
        IConfiguration configuration,
        TimeSpan drain,
        Action<ILoggingBuilder> logging,
        bool polls,
        Action<IServiceCollection>? services)
    {
        builder.Configuration.AddConfiguration(configuration);
        logging(builder.Logging);
        builder.Services
            .AddRobot(builder.Configuration)
            .AddLocalTelemetry(builder.Configuration)
            .AddHostedService<StartReport>()
            .AddLocalEngine(configuration)
            .Configure<HostOptions>(host => host.ShutdownTimeout = drain);
        services?.Invoke(builder.Services);
        if (polls)
        {
            // After the engine, because services stop in reverse order: polling must stop before the engine stops.
            builder.Services.AddHostedService<PollingService>();
            builder.Services.AddHostedService<ReportingService>();
        }
    }

    private static void RefuseOddAddresses(string urls)
    {
        if (urls.Split(';').FirstOrDefault(static url => !IsAddress(url)) is { } odd)
        {
            throw new StartRefusedException(
                $"'{odd}' is not an address to listen on. Write http://127.0.0.1:8080 for this machine only, or http://+:8080 for all its addresses.");
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void RefuseOpenBypass(IntakeOptions intake, string urls)
    {
        if (intake.AcceptsUnsigned
            && urls.Split(';').FirstOrDefault(url => !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || !parsed.IsLoopback) is { } reachable)
        {
            throw new StartRefusedException(
                $"Intake:Environment (or ENV) is local, which accepts unsigned requests, but other machines can reach {reachable}. Listen on 127.0.0.1 only, or unset it.");
        }
    }
}
