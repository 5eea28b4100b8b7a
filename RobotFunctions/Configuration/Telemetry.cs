using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Configuration;

/// <summary>Traces, metrics and logs by OpenTelemetry: to Azure Monitor, to an OTLP collector, to both, or nowhere, by the standard settings of each.</summary>
internal static class Telemetry
{
    // What HttpClient itself tells of its calls; .NET leaves the queries of URLs out of it.
    private const string HttpClientSource = "System.Net.Http";

    /// <summary>Adds what is configured.</summary>
    public static void AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(RobotMetrics.Name, HttpClientSource))
            .WithMetrics(metrics => metrics.AddMeter(RobotMetrics.Name, HttpClientSource));
        if (builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
        {
            // The Functions host reads this setting too: with it, telemetry is taken from the app's identity only.
            var signedOn = builder.Configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is { Length: > 0 };
            telemetry.UseAzureMonitorExporter(options => options.Credential = signedOn ? new DefaultAzureCredential() : null);
        }

        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }
}
