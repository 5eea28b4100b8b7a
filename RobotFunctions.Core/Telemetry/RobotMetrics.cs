using System.Diagnostics;
using System.Diagnostics.Metrics;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Telemetry;

/// <summary>The robot's metrics and traces. A host exports them by adding the meter and the activity source <see cref="Name"/>.</summary>
public static class RobotMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "RobotFunctions";

    /// <summary>The spans of the steps.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Heartbeats = Meter.CreateCounter<long>(
        "robot.heartbeats", "{tick}", "Ticks of the Function App's timer: their absence tells that it does not run.");

    private static readonly Counter<long> Accepted = Meter.CreateCounter<long>(
        "robot.requests.accepted", "{request}", "Requests that were accepted, by robot and origin.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "robot.requests.refused", "{request}", "Requests that were rejected, by HTTP status.");

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>(
        "robot.polls", "{poll}", "Polls of the repository, by robot and outcome.");

    private static readonly Counter<long> References = Meter.CreateCounter<long>(
        "robot.references", "{reference}", "Processed references, by robot and outcome: enhanced, failed, bad_line. A chunk that is enhanced again counts again.");

    private static readonly Counter<long> EnhancerExceptions = Meter.CreateCounter<long>(
        "robot.enhancer.exceptions", "{exception}", "Calls of the enhancer that ended with an exception it does not declare, by robot.");

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>(
        "robot.step.duration", "s", "How long a step took, by step and outcome: ok, or the kind of its failure.");

    private static readonly Histogram<double> LeaseRemaining = Meter.CreateHistogram<double>(
        "robot.lease.remaining", "s", "The time that was left of a lease when it was renewed, by the local clock.");

    private static readonly Histogram<double> SignedUrlAge = Meter.CreateHistogram<double>(
        "robot.signed_url.age", "s", "The age of a batch's first signed URLs when one of its files was transferred.");

    private static readonly Counter<long> Reports = Meter.CreateCounter<long>(
        "robot.reports", "{report}", "Reports that the repository accepted, by robot and content: results, error.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "robot.dead_letters", "{letter}", "Reports that could not be delivered and became dead letters, by robot.");

    private static readonly Gauge<long> OpenDeadLetters = Meter.CreateGauge<long>(
        "robot.dead_letters.open", "{letter}", "Open dead letters.");

    private static readonly Counter<long> PoisonMessages = Meter.CreateCounter<long>(
        "robot.messages.poison", "{message}", "Queue messages that could not be processed, by queue.");

    /// <summary>The timer of the Function App ticked.</summary>
    public static void Ticked() => Heartbeats.Add(1);

    /// <summary>A request was accepted.</summary>
    public static void RequestAccepted(RobotId robot, BatchOrigin origin) => Accepted.Add(1, Robot(robot), new("origin", origin.ToString()));

    /// <summary>A request was rejected.</summary>
    public static void RequestRefused(int status) => Refused.Add(1, new KeyValuePair<string, object?>("status", status));

    /// <summary>The repository was asked for work.</summary>
    /// <param name="robot">The robot that asked.</param>
    /// <param name="end">The name of the outcome.</param>
    public static void Polled(RobotId robot, string end) => Polls.Add(1, Robot(robot), new("end", end));

    /// <summary>The number of open dead letters.</summary>
    public static void DeadLettersOpen(int count) => OpenDeadLetters.Record(count);

    /// <summary>A queue message could not be processed.</summary>
    public static void MessagePoisoned(string queue) => PoisonMessages.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal static void StepEnded(string step, string outcome, TimeSpan took) =>
        StepDuration.Record(took.TotalSeconds, new("step", step), new("outcome", outcome));

    internal static void Enhanced(RobotId robot, EntryCounts counts)
    {
        References.Add(counts.Enhanced, Robot(robot), new("outcome", "enhanced"));
        References.Add(counts.Failed, Robot(robot), new("outcome", "failed"));
        References.Add(counts.BadLines, Robot(robot), new("outcome", "bad_line"));
    }

    internal static void EnhancerThrew(RobotId robot) => EnhancerExceptions.Add(1, Robot(robot));

    internal static void LeaseRenewed(RobotId robot, TimeSpan left) => LeaseRemaining.Record(left.TotalSeconds, Robot(robot));

    internal static void Transferred(string step, TimeSpan age) =>
        SignedUrlAge.Record(age.TotalSeconds, new KeyValuePair<string, object?>("step", step));

    internal static void ReportTaken(RobotId robot, bool isError) => Reports.Add(1, Robot(robot), new("content", isError ? "error" : "results"));

    internal static void DeadLetterKept(RobotId robot) => DeadLetters.Add(1, Robot(robot));

    private static KeyValuePair<string, object?> Robot(RobotId robot) => new("robot", robot.ToString());
}
