using System.Diagnostics;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary>An attempt to deliver as a span, in the trace of the change that the event tells of.</summary>
internal static class SendSpan
{
    /// <summary>The name of the span.</summary>
    public const string Name = "deliver";

    /// <summary>Starts it; null if nobody listens.</summary>
    public static Activity? Start(Subscription subscription, EventDelivery delivery, HubEvent @event)
    {
        if (!Telemetry.Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(@event.TraceParent, traceState: null, isRemote: true, out var change);
        return Telemetry.Source.StartActivity(Name, ActivityKind.Producer, change)?
            .SetTag("hub.subscription.id", $"{subscription.Id}")
            .SetTag("hub.event.id", $"{@event.Id}")
            .SetTag("hub.event.type", @event.Type)
            .SetTag("hub.delivery.id", $"{delivery.Id}")
            .SetTag("hub.delivery.attempt", delivery.Attempts + 1);
    }

    /// <summary>Adds what came of it.</summary>
    /// <param name="span">The span.</param>
    /// <param name="result">The result; null if the attempt was interrupted.</param>
    public static void End(Activity? span, SendResult? result) => span?
        .SetTag("http.response.status_code", result?.Answer)
        .SetStatus(
            result switch { null => ActivityStatusCode.Unset, { Succeeded: true } => ActivityStatusCode.Ok, _ => ActivityStatusCode.Error },
            result?.Problem);
}
