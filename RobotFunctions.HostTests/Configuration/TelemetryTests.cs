using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using RobotFunctions.AzureFunctions.Configuration;

namespace RobotFunctions.HostTests.Configuration;

public sealed class TelemetryTests
{
    private const string Insights = "InstrumentationKey=00000000-0000-0000-0000-000000000000";

    [Fact]
    public void Every_trace_and_every_log_is_kept()
    {
        using var app = App(("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights));

        var exporter = Exporter(app);

        Assert.Null(exporter.TracesPerSecond);
        Assert.Equal(1, exporter.SamplingRatio);
        Assert.False(exporter.EnableTraceBasedLogsSampler);
    }

    [Fact]
    public void Telemetry_is_sent_by_the_identity_that_reads_storage()
    {
        using var app = App(("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD"));

        Assert.Same(app.GetRequiredService<TokenCredential>(), Exporter(app).Credential);
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Insights)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")]
    public void Logs_are_sent_wherever_telemetry_goes(string setting, string value)
    {
        using var app = App((setting, value));

        Assert.Single(app.GetServices<ILoggerProvider>().OfType<OpenTelemetryLoggerProvider>());
    }

    private static AzureMonitorExporterOptions Exporter(ServiceProvider app) => app.GetRequiredService<IOptions<AzureMonitorExporterOptions>>().Value;

    private static ServiceProvider App(params (string Name, string Value)[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("AzureWebJobsStorage:accountName", "account")).Select(static setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)));
        builder.Services.AddFunctionApp(builder.Configuration);
        builder.AddTelemetry();
        return builder.Services.BuildServiceProvider();
    }
}
