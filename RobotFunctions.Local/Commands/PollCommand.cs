using System.CommandLine;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Reports;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot poll</c>: polls a G3 repository without opening an endpoint.</summary>
internal static class PollCommand
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    public static Command Create(Action<IServiceCollection> services)
    {
        var once = new Option<bool>("--once") { Description = "Claim one batch per robot, finish it, and exit: for cron and for testing." };
        var command = new Command("poll", "Polls the repository for batches and processes them.")
        {
            once,
            DetailedHelp.Option("""
                It has the same configuration as serve, ignores Polling:Enabled, and opens no endpoint. It first finishes the open runs of an earlier process.

                Exit code 0: stopped; with --once: everything claimed was delivered, there was no work, or the robot is disabled at the Hub; 1: a background service failed; with --once, something
                was not delivered, or the repository could not be polled; 2: the robot could not start; the error says why.

                Example: robot poll --once
                """),
        };
        command.SetAction((parsed, cancellation) => parsed.GetValue(once)
            ? PollOnceAsync(services, GlobalOptions.Of(parsed), parsed.InvocationConfiguration.Output, cancellation)
            : PollAsync(services, GlobalOptions.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> PollAsync(Action<IServiceCollection> services, GlobalOptions options, CancellationToken cancellation)
    {
        var settings = Settings.Read(options, overrides: new Dictionary<string, string?> { ["Polling:Enabled"] = "true" });
        using var host = LocalHost.BuildWithoutEndpoints(settings, Drain, ConsoleLog.For(settings, options), polls: true, services);
        return await host.RunToEndAsync(cancellation);
    }

    private static async Task<int> PollOnceAsync(Action<IServiceCollection> services, GlobalOptions options, TextWriter output, CancellationToken cancellation)
    {
        var settings = Settings.Read(options);
        using var host = LocalHost.BuildWithoutEndpoints(settings, Drain, ConsoleLog.For(settings, options), polls: false, services);
        await host.StartAsync(cancellation);
        try
        {
            var runs = host.Services.GetRequiredService<FileRuns>();
            await runs.WaitForAllAsync(cancellation);
            var good = await ReportUnfinishedAsync(runs, output, cancellation);
            foreach (var robot in host.Services.GetRequiredService<ConfiguredRobots>().All)
            {
                await ReportAsync(host.Services, robot, cancellation);
                good &= await PollOnceAsync(robot, host.Services.GetRequiredService<Poller>(), runs, output, cancellation);
                await ReportAsync(host.Services, robot, cancellation);
            }

            return good ? ExitCodes.Success : ExitCodes.Failure;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Learns from the Hub whether the robot may claim, or tells it of the run; does nothing for a robot that is not registered there.</summary>
    private static async Task ReportAsync(IServiceProvider services, Robot robot, CancellationToken cancellation) => await services
        .GetRequiredService<RobotReporter>().ReportAsync(robot, services.GetRequiredService<IOptions<HubClientOptions>>().Value.ReportInterval, cancellation);

    private static async Task<bool> PollOnceAsync(Robot robot, Poller poller, FileRuns runs, TextWriter output, CancellationToken cancellation)
    {
        var verdict = await poller.PollAsync(robot, cancellation);
        if (verdict.Batch is not { } batch)
        {
            await output.WriteLineAsync($"Robot {robot.Id}: {(verdict.End == PollEnd.NoWork ? "there is no work." : verdict.Reason)}");
            return verdict.End is PollEnd.NoWork or PollEnd.Disabled;
        }

        await runs.WaitForEndAsync(batch, cancellation);
        var ended = await runs.FindAsync(batch, cancellation);
        if (ended?.Outcome is not { } outcome)
        {
            await output.WriteLineAsync($"Robot {robot.Id}: batch {batch} failed unexpectedly; the log says why. It resumes at the next start.");
            return false;
        }

        var counts = ended.Progress.Counts;
        await output.WriteLineAsync(
            $"Robot {robot.Id}: batch {batch}: {outcome.End}; {counts.Enhanced} enhanced, {counts.Failed} failed, {counts.BadLines} bad lines. {outcome.Reason}".TrimEnd());
        await BadLineList.WriteAsync(output, counts.BadLines, ended.Progress.FirstBadLines);
        return outcome.End == RunEnd.Delivered;
    }

    /// <summary>Whether nothing of an earlier process is left; what failed unexpectedly is named.</summary>
    private static async Task<bool> ReportUnfinishedAsync(FileRuns runs, TextWriter output, CancellationToken cancellation)
    {
        var open = (await runs.ListAsync(int.MaxValue, cancellation)).Where(static run => run.Outcome is null).ToList();
        foreach (var run in open)
        {
            await output.WriteLineAsync($"Robot {run.Robot}: batch {run.Id} of an earlier start failed unexpectedly again; the log says why. It resumes at the next start.");
        }

        return open.Count == 0;
    }
}
