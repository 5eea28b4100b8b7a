using Azure.Core;
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

    /// <summary>The sources of spans besides the Functions worker's own: together they connect the endpoint, the durable engine and the callback in one trace.</summary>
    public static readonly string[] TraceSources = [RobotMetrics.Name, "Microsoft.DurableTask", HttpClientSource];

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
            .WithLogging()
            .WithTracing(traces => traces.AddSource(TraceSources))
            .WithMetrics(metrics => metrics.AddMeter(RobotMetrics.Name, HttpClientSource));

        // The run's id is a scope (RunScope).
        builder.Services.Configure<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = true);
        if (toAzureMonitor)
        {
            telemetry.UseAzureMonitorExporter(KeepAll);
            // The Functions host reads this setting too: it makes Azure Monitor accept telemetry from the app's identity only.
            if (IsSet(builder.Configuration, "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"))
            {
                builder.Services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, identity) => options.Credential = identity);
            }
        }

        if (toCollector)
        {
            telemetry.UseOtlpExporter();
        }
    }

    // By default the exporter keeps five traces per second and drops the logs of all others, errors included. A batch is one trace, and operators rely on
    // its logs.
    private static void KeepAll(AzureMonitorExporterOptions options)
    {
        options.SamplingRatio = 1;
        options.TracesPerSecond = null;
        options.EnableTraceBasedLogsSampler = false;
    }

    private static bool IsSet(ConfigurationManager configuration, string setting) => configuration[setting] is { Length: > 0 };
}
