using RobotFunctions.Core.Hub;

namespace RobotFunctions.Core.Reports;

/// <summary>How the reports of a robot go.</summary>
/// <param name="Status">200 while they are accepted, the status while the Hub refuses them, 0 while it is away or the robot's own store is.</param>
/// <param name="Advice">What is wrong and what to do: a sentence or two; null if nothing is wrong.</param>
internal sealed record ReportCondition(int Status, string? Advice)
{
    private const string NotAHub = "That is not the answer of a Hub.";

    /// <summary>The Hub accepted a report.</summary>
    public static ReportCondition Accepted { get; } = new(200, null);

    /// <summary>Whether a report without runs should come first, since the next one may not arrive either.</summary>
    public bool IsAway => Status == 0;

    /// <summary>The condition after an answer of the Hub that is not an accepted report.</summary>
    public static ReportCondition After(HubOutcome outcome) => outcome switch
    {
        HubOk ok => new(ok.Status, $"{NotAHub} Check Hub:Url."),
        HubRefused { Status: 401 } refused => new(401, $"{Told(refused)} Check Hub:Key."),
        HubRefused { Status: 403 } refused => new(403, $"{Told(refused)} Give Hub:Key the scope robot:report."),
        HubRefused { Status: 404 } refused => new(404, $"{Told(refused)} Check RegistryId, and that Hub:Key belongs to the workspace of the robot."),
        HubRefused { Status: 422 } refused => new(422, $"{Told(refused)} Run versions of the robot and the Hub that fit together."),
        HubRefused refused => new(refused.Status, $"{Told(refused)} Check Hub:Url."),
        HubUnavailable unavailable => new(0, $"The Hub {unavailable.Reason}. Check Hub:Url, the network, and that the Hub runs."),
        _ => throw new InvalidOperationException($"An outcome of the type {outcome.GetType()} is not known."),
    };

    /// <summary>The condition while the robot's own engine or store cannot say what to report.</summary>
    public static ReportCondition WithoutStore(IOException exception) =>
        new(0, $"The robot's own engine or store is unavailable: {exception.Message} Check the store.");

    private static string Told(HubRefused refused) =>
        $"The Hub answered {refused.Status}{(refused.Detail.Length == 0 ? "." : $": {refused.Detail}")}";
}
