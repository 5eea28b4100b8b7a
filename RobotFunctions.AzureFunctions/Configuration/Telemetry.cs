using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>Traces, metrics and logs by OpenTelemetry: to Azure Monitor, to an OTLP collector, or to both, by the standard settings of each.</summary>
internal static class Telemetry
{
    // What HttpClient itself tells of its calls; .NET leaves the queries of URLs out of it.
    private const string HttpClientSource = "System.Net.Http";

    /// <summary>Adds what is configured. Without any, logs go to the Functions host's console, which they no longer do once OpenTelemetry has them.</summary>
    public static void AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        var toAzureMonitor = IsSet(builder.Configuration, "APPLICATIONINSIGHTS_CONNECTION_STRING");
        var toCollector = IsSet(builder.Configuration, "OTEL_EXPORTER_OTLP_ENDPOINT");
        if (!toAzureMonitor && !toCollector)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(RobotMetrics.Name, HttpClientSource))
            .WithMetrics(metrics => metrics.AddMeter(RobotMetrics.Name, HttpClientSource));

        // The run's id is a scope (RunScope).
        builder.Services.Configure<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = true);
        if (toAzureMonitor)
        {
            // The Functions host reads this setting too: with it, telemetry is taken from the app's identity only.
            var signedOn = IsSet(builder.Configuration, "APPLICATIONINSIGHTS_AUTHENTICATION_STRING");
            telemetry.UseAzureMonitorExporter(options => options.Credential = signedOn ? new DefaultAzureCredential() : null);
        }

        if (toCollector)
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static bool IsSet(ConfigurationManager configuration, string setting) => configuration[setting] is { Length: > 0 };
}
