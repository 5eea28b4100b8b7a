using System.Collections.Concurrent;
using System.Diagnostics;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Telemetry;
using RobotFunctions.HostTests.Engine;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.EndToEnd;

[Collection(AzuriteTestGroup.Name)]
public sealed class TraceTests(AzuriteFixture azurite)
{
    // In the tests the endpoints are ASP.NET Core's; in the Functions host, the worker's own source has their spans.
    private const string EndpointSource = "Microsoft.AspNetCore";

    [Fact]
    public async Task One_trace_leads_from_the_endpoint_through_the_engine_to_the_callback()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = Listen(spans);
        ActivitySource.AddActivityListener(listener);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);

        var request = await world.PushAsync(3);
        await world.EndOfAsync(request.Id);

        var report = Assert.Single(spans, span => IsStep(span, StepDefinitions.ReportResult.Name) && Equals(span.GetTagItem("RunId"), request.Id.ToString()));
        var chain = Ancestors(report, spans).ToList();
        Assert.Contains(chain, span => span.OperationName == $"orchestration:EnhanceBatch@({HostVersioning.DefaultVersion})");
        Assert.Contains(chain, span => span.OperationName == $"create_orchestration:EnhanceBatch@({HostVersioning.DefaultVersion})");
        Assert.Contains(chain, span => span.Source.Name == EndpointSource);
        Assert.Contains(spans, span => span.ParentSpanId == report.SpanId && span.Kind == ActivityKind.Client);
    }

    private static ActivityListener Listen(ConcurrentBag<Activity> spans) => new()
    {
        ShouldListenTo = source => source.Name == EndpointSource || Telemetry.TraceSources.Contains(source.Name),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = spans.Add,
    };

    private static bool IsStep(Activity span, string name) => span.Source.Name == RobotMetrics.Name && span.OperationName == name;

    private static IEnumerable<Activity> Ancestors(Activity span, IReadOnlyCollection<Activity> spans)
    {
        for (var parent = Parent(span); parent is not null; parent = Parent(parent))
        {
            yield return parent;
        }

        Activity? Parent(Activity child) => spans.FirstOrDefault(other => other.TraceId == child.TraceId && other.SpanId == child.ParentSpanId);
    }
}
