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

/// <summary>Exports traces, metrics and logs with OpenTelemetry to Azure Monitor, to an OTLP collector, or to both, as their standard settings say.</summary>
internal static class Telemetry
{
    // HttpClient's own traces; .NET removes URL queries from them.
    private const string HttpClientSource = "System.Net.Http";

    /// <summary>Adds the configured exporters. Without an exporter, logs go to the Functions host's console; with OpenTelemetry they no longer do.</summary>
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
            // The Functions host reads this setting too: it makes Azure Monitor accept telemetry from the app's identity only.
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
