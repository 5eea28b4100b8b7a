using System.Diagnostics.Metrics;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Measures how people are told.</summary>
internal static class NotificationMetrics
{
    private static readonly Counter<long> Ended = Telemetry.Meter.CreateCounter<long>(
        "hub.notifications", "{notification}", "Claimed notifications by channel kind and result: delivered, retried, failed or skipped.");

    private static readonly Histogram<double> Age = Telemetry.Meter.CreateHistogram<double>(
        "hub.notification.age", "s", "How long after the request a notification was delivered.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 7200] });

    /// <summary>Records the ends of a channel's sends.</summary>
    public static void Record(ChannelKind kind, IReadOnlyList<EndedNotification> ended)
    {
        var name = KeyValuePair.Create<string, object?>("kind", kind.ToString().ToLowerInvariant());
        foreach (var item in ended)
        {
            var status = item.Verdict.Status;
            Ended.Add(1, name, KeyValuePair.Create<string, object?>("result", status == NotificationStatus.Pending ? "retried" : status.ToString().ToLowerInvariant()));
            if (status == NotificationStatus.Delivered)
            {
                Age.Record((item.Verdict.DueAt - item.RequestedAt).TotalSeconds, name);
            }
        }
    }
}
