using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Reports;

/// <summary>Reports one robot to the Hub until it is stopped.</summary>
/// <param name="reporter">Reports once.</param>
/// <param name="robot">The robot.</param>
/// <param name="interval">The time between two reports, or longer if the Hub asks for it.</param>
/// <param name="time">The clock.</param>
public sealed class ReportLoop(RobotReporter reporter, Robot robot, TimeSpan interval, TimeProvider time)
{
    /// <summary>Runs until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var asked = await ReportAsync(stopping);
            await Task.Delay(asked > interval ? asked.Value : interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan?> ReportAsync(CancellationToken stopping)
    {
        try
        {
            return await reporter.ReportAsync(robot, interval, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }
}
