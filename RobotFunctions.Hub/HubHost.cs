using Microsoft.Extensions.Logging.Console;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub;

/// <summary>Builds the Hub as a program of its own.</summary>
public static class HubHost
{
    /// <summary>Builds the Hub and opens its store.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="urls">The URLs to listen on, separated by semicolons.</param>
    /// <param name="logging">Configures logging.</param>
    /// <param name="services">Replaces or adds services, such as the time.</param>
    /// <param name="cancellation">Cancels the opening of the store.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is invalid.</exception>
    /// <exception cref="StoreRefusedException">The store cannot be used as it is.</exception>
    public static async Task<WebApplication> BuildAsync(
        IConfiguration configuration,
        string urls,
        Action<ILoggingBuilder> logging,
        Action<IServiceCollection>? services = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(logging);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        logging(builder.Logging);

        // The first migration of a new file looks for a table that is not there yet, which is logged as an error.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);

        // The access log replaces the framework's, which has query strings.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        services?.Invoke(builder.Services);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddRoutingCore().AddHub(builder.Configuration);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(urls).ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var options = app.Services.GetRequiredService<HubOptions>();
        await app.Services.GetRequiredService<StoreMigration>().OpenAsync(options.MigrateAtStart, cancellation);
        return app.MapHub();
    }

    /// <summary>The log of the program, as the section <c>Logging</c> of its settings asks for it; otherwise <see cref="LogAsJson"/>.</summary>
    internal static Action<ILoggingBuilder> LogAs(IConfiguration settings) => logging =>
    {
        LogAsJson(logging);
        if (settings["Logging:Console:FormatterName"] is { Length: > 0 } format)
        {
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = format);
            logging.Services.Configure<SimpleConsoleFormatterOptions>(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            });
        }

        logging.AddConfiguration(settings.GetSection("Logging"));
    };

    /// <summary>The log of the program: one JSON object per line, on standard error.</summary>
    public static void LogAsJson(ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging
            .Configure(static options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
            .AddJsonConsole(static console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            })
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter(typeof(MachineAuthentication).FullName, LogLevel.Warning)
            // Pages are never stored by caches; that antiforgery says so again is no news.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("System", LogLevel.Warning)
            .SetMinimumLevel(LogLevel.Information);
    }
}
