using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Notifications;

public sealed class NotificationTelemetryTests
{
    [Theory]
    [Stores]
    public async Task Each_attempt_is_a_span_in_the_trace_of_the_request_and_is_counted(StoreKind kind)
    {
        var (spans, counted) = (new ConcurrentQueue<Activity>(), new ConcurrentQueue<(string Kind, string Result)>());

        // Read before anybody listens: a source is announced while it is being made.
        var (source, meter) = (Telemetry.Source, Telemetry.Meter);
        using var listener = new ActivityListener
        {
            ShouldListenTo = announced => announced == source,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter == meter && instrument.Name == "hub.notifications")
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(((string)tags[0].Value!, (string)tags[1].Value!)));
        meters.Start();
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var gone = await WebhookReceiver.StartAsync();
        var channel = await hub.WebhookAsync($"{gone.Url}/404", AssistanceHub.NewSecret());

        using var bot = new Activity("bot").Start();
        var request = await hub.AskAsync("help", [(channel, 0, NotificationCondition.Always, TimeSpan.Zero)], bot.Id);
        bot.Stop();
        await hub.UntilAsync(NotificationStatus.Failed);

        // Other tests send at the same time.
        var span = Assert.Single(spans, span => Equals(span.GetTagItem("hub.request.id"), $"{request.Id}"));
        Assert.Equal(
            (NotifySpan.Name, bot.TraceId, bot.SpanId, $"{channel}", ActivityStatusCode.Error), (span.OperationName, span.TraceId, span.ParentSpanId, span.GetTagItem("hub.channel.id"), span.Status));
        await Eventually.TrueAsync(() => counted.Contains(("webhook", "failed")));
    }
}
