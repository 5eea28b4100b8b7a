using System.Collections.Concurrent;
using System.Diagnostics;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Requests;

public sealed class TraceTests
{
    [Theory]
    [Stores]
    public async Task One_trace_leads_from_the_request_of_a_bot_to_the_click_of_a_person(StoreKind kind)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source == Telemetry.Source || source.Name == "Microsoft.AspNetCore",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", null, "at once: slack");
        using var ada = await Visitor.SeedAsync(hub.App, Role.Member);
        var bot = ActivityTraceId.CreateRandom();

        using var asked = await hub.AskAsync(new { topic = "sales", description = "Help!" }, ("traceparent", $"00-{bot}-b7ad6b7169203331-01"));
        var task = (await hub.TaskAsync((await asked.JsonAsync()).GetProperty("id").GetGuid())).Id;
        using var claimed = await ada.SubmitAsync($"/w/default/tasks/{task}", $"/w/default/tasks/{task}/claim", []);

        // A span of a request ends after its answer was sent.
        await Eventually.TrueAsync(() => ended.Count(span => span.TraceId == bot && span.Kind == ActivityKind.Server) == 1 && ended.Any(IsClick));
        var request = ended.Single(span => span.TraceId == bot && span.Kind == ActivityKind.Server);
        var click = Assert.Single(ended, IsClick);
        Assert.Equal((bot, request.SpanId, "task claimed"), (click.TraceId, click.ParentSpanId, click.OperationName));
        var page = Assert.Single(click.Links).Context;
        Assert.NotEqual(bot, page.TraceId);
        await Eventually.TrueAsync(() => ended.Any(span => span.SpanId == page.SpanId && span.Kind == ActivityKind.Server));

        bool IsClick(Activity span) => Equals(span.GetTagItem("hub.task.id"), $"{task}");
    }
}
