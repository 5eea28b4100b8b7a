using System.Diagnostics;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>An attempt to tell people as a span, in the trace of the request; a digest is linked to the traces of the others.</summary>
internal static class NotifySpan
{
    /// <summary>The name of the span.</summary>
    public const string Name = "notify";

    /// <summary>Starts it; null if nobody listens.</summary>
    public static Activity? Start(Channel channel, IReadOnlyList<Message> messages)
    {
        if (!Telemetry.Source.HasListeners())
        {
            return null;
        }

        var traces = messages.Select(static message => ActivityContext.TryParse(message.TraceParent, traceState: null, isRemote: true, out var trace) ? trace : default).ToList();
        return Telemetry.Source.StartActivity(Name, ActivityKind.Producer, traces[0], links: traces.Skip(1).Where(static trace => trace != default).Select(static trace => new ActivityLink(trace)))?
            .SetTag("hub.channel.id", $"{channel.Id}")
            .SetTag("hub.channel.kind", channel.Kind.ToString().ToLowerInvariant())
            .SetTag("hub.notification.id", $"{messages[0].Id}")
            .SetTag("hub.request.id", $"{messages[0].RequestId}")
            .SetTag("hub.digest.size", messages.Count);
    }

    /// <summary>Adds what came of it.</summary>
    /// <param name="span">The span.</param>
    /// <param name="outcome">The outcome; null if the attempt was interrupted.</param>
    public static void End(Activity? span, SendOutcome? outcome) => span?.SetStatus(
        outcome?.Verdict switch { null => ActivityStatusCode.Unset, SendVerdict.Delivered => ActivityStatusCode.Ok, _ => ActivityStatusCode.Error },
        outcome?.Verdict == SendVerdict.Delivered ? null : outcome?.Answer);
}
