using System.Collections.Concurrent;
using System.Diagnostics;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>The spans of attempts to deliver.</summary>
public sealed class SendSpanTests
{
    [Theory]
    [Stores]
    public async Task Each_attempt_is_a_span_in_the_trace_of_the_change_with_its_subscription_and_status(StoreKind kind)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source == Telemetry.Source,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(static (context, before) =>
        {
            context.Response.StatusCode = before == 0 ? 503 : 204;
            return Task.CompletedTask;
        });
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);

        using var change = new Activity("change").Start();
        var recorded = Assert.Single(await hub.RecordAsync());
        change.Stop();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);
        hub.Time.Advance(DeliveryVerdict.Schedule[1]);
        await hub.UntilAsync(DeliveryStatus.Delivered);

        // Other tests deliver at the same time.
        var spans = ended.Where(span => Equals(span.GetTagItem("hub.event.id"), $"{recorded.Id}")).ToList();
        Assert.All(spans, span => Assert.Equal(
            (SendSpan.Name, change.TraceId, change.SpanId, $"{subscription.Id}"), (span.OperationName, span.TraceId, span.ParentSpanId, span.GetTagItem("hub.subscription.id"))));
        Assert.Equal(
            [(1, 503, ActivityStatusCode.Error, "The destination answered 503."), (2, 204, ActivityStatusCode.Ok, null)],
            spans.Select(static span => ((int)span.GetTagItem("hub.delivery.attempt")!, (int)span.GetTagItem("http.response.status_code")!, span.Status, span.StatusDescription)));
    }

    [Fact]
    public async Task Spans_of_attempts_go_to_the_collector()
    {
        await using var collector = LoopbackServer.Answering(200);
        await using var receiver = await WebhookReceiver.StartAsync();
        string subscription;
        await using (var hub = await DeliveryHub.StartAsync(
            StoreKind.Sqlite, settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]))
        {
            subscription = $"{(await hub.SubscribeAsync(receiver.Url)).Subscription.Id}";
            await hub.RecordAsync();
            await hub.UntilAsync(DeliveryStatus.Delivered);
        }

        Assert.Contains(collector.Exchanges, exchange => exchange.Target == "/v1/traces" && exchange.Text.Contains(subscription, StringComparison.Ordinal));
    }
}
