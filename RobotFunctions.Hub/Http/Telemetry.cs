using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RobotFunctions.Hub.Http;

/// <summary>Exports traces, metrics and logs in batches to a collector (OTLP), if the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
internal static class Telemetry
{
    /// <summary>The source of the spans of what the Hub does by itself, beside those of its requests.</summary>
    public static readonly ActivitySource Source = new("RobotFunctions.Hub");

    /// <summary>The meter of what the Hub does by itself.</summary>
    public static readonly Meter Meter = new("RobotFunctions.Hub");

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "robot-hub"))
            .WithTracing(static traces => traces.AddSource(Source.Name).AddAspNetCoreInstrumentation(static requests => requests.EnrichWithHttpResponse = HideToken).AddHttpClientInstrumentation().AddNpgsql())
            .WithMetrics(static metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddMeter("Npgsql", Meter.Name))
            .WithLogging(configureBuilder: null, static logs => logs.IncludeScopes = true)
            .UseOtlpExporter();
    }

    // The path of a link with a token is a credential: its span has the template of the route instead.
    private static void HideToken(Activity span, HttpResponse answer)
    {
        var context = answer.HttpContext;
        var pattern = ((context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) as RouteEndpoint)?.RoutePattern;
        if (pattern?.GetParameter("token") is not null)
        {
            span.SetTag("url.path", pattern.RawText);
        }
    }
}
