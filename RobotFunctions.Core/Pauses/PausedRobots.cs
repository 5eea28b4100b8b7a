using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Pauses;

/// <summary>Which of the app's robots claim no work, for whoever asks whether it is ready.</summary>
public sealed class PausedRobots(ConfiguredRobots robots, PollingPauses pauses)
{
    /// <summary>A sentence for each.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var robot in robots.All)
        {
            if (await pauses.FindAsync(robot.Id, cancellation) is { } pause)
            {
                problems.Add($"Robot {robot.Id} is misconfigured and claims no work: {pause.Reason}");
            }
        }

        return problems;
    }
}
