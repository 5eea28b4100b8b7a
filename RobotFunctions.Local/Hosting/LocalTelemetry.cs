using OpenTelemetry;
using OpenTelemetry.Resources;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Local.Hosting;

/// <summary>Exports traces, metrics and logs to a collector (OTLP), if the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other <c>OTEL_*</c> settings work too.</summary>
internal static class LocalTelemetry
{
    // HttpClient's own traces and metrics; .NET removes URL queries from them.
    private const string HttpClientSource = "System.Net.Http";

    private const string RequestsMeter = "Microsoft.AspNetCore.Hosting";

    public static IServiceCollection AddLocalTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "robot"))
            .WithTracing(static traces => traces.AddSource(RobotMetrics.Name, HttpClientSource))
            .WithMetrics(static metrics => metrics.AddMeter(RobotMetrics.Name, HttpClientSource, RequestsMeter))

            // The run's id is a scope (RunScope).
            .WithLogging(configureBuilder: null, static logs => logs.IncludeScopes = true)
            .UseOtlpExporter();
        return services;
    }
}
