using System.CommandLine;
using System.Runtime.CompilerServices;
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
        var json = new JsonOption { Description = "With --once: print the result as one JSON document on standard output; docs/reference/json.md describes it." };
        var command = new Command("poll", "Polls the repository for batches and processes them.")
        {
            once, json,
            DetailedHelp.Option("""
                It has the same configuration as serve, ignores Polling:Enabled, and opens no endpoint. It first finishes the open runs of an earlier process.

                Exit code 0: stopped; with --once: everything claimed was delivered, there was no work, or the robot is disabled at the Hub; 1: a background service failed; with --once, something
                was not delivered, or the repository could not be polled; 2: the robot could not start; the error says why.

                Example: robot poll --once
                """),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && !result.GetValue(once))
            {
                result.AddError("--json needs --once: without it, poll never ends.");
            }
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(once)
            ? PollOnceAsync(services, GlobalOptions.Of(parsed), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellation)
            : PollAsync(services, GlobalOptions.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> PollAsync(Action<IServiceCollection> services, GlobalOptions options, CancellationToken cancellation)
    {
        var settings = Settings.Read(options, overrides: new Dictionary<string, string?> { ["Polling:Enabled"] = "true" });
        using var host = LocalHost.BuildWithoutEndpoints(settings, Drain, ConsoleLog.For(settings, options), polls: true, services);
        return await host.RunToEndAsync(cancellation);
    }

    private static async Task<int> PollOnceAsync(Action<IServiceCollection> services, GlobalOptions options, bool json, TextWriter output, CancellationToken cancellation)
    {
        var settings = Settings.Read(options);
        using var host = LocalHost.BuildWithoutEndpoints(settings, Drain, ConsoleLog.For(settings, options), polls: false, services);
        await host.StartAsync(cancellation);
        try
        {
            var runs = host.Services.GetRequiredService<FileRuns>();
            var (good, polled) = (true, new List<PolledRobot>());
            await runs.WaitForAllAsync(cancellation);
            await foreach (var (text, result, isGood) in PollAllAsync(host.Services, runs, cancellation))
            {
                good &= isGood;
                polled.Add(result);
                if (!json)
                {
                    await output.WriteLineAsync(text);
                }
            }

            if (json)
            {
                await JsonOption.WriteAsync(output, new PollDocument(good, polled), CommandJsonContext.Default.PollDocument);
            }

            return good ? ExitCodes.Success : ExitCodes.Failure;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async IAsyncEnumerable<(string Text, PolledRobot Result, bool IsGood)> PollAllAsync(
        IServiceProvider services, FileRuns runs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var run in (await runs.ListAsync(int.MaxValue, cancellation)).Where(static run => run.Outcome is null))
        {
            const string Again = "of an earlier start failed unexpectedly again; the log says why. It resumes at the next start.";
            yield return ($"Robot {run.Robot}: batch {run.Id} {Again}", PolledRobot.Of(run.Robot.ToString(), run.Id.ToString(), "Crashed", $"The batch {Again}"), false);
        }

        foreach (var robot in services.GetRequiredService<ConfiguredRobots>().All)
        {
            await ReportAsync(services, robot, cancellation);
            yield return await PollOnceAsync(robot, services.GetRequiredService<Poller>(), runs, cancellation);
            await ReportAsync(services, robot, cancellation);
        }
    }

    /// <summary>Learns from the Hub whether the robot may claim, or tells it of the run; does nothing for a robot that is not registered there.</summary>
    private static async Task ReportAsync(IServiceProvider services, Robot robot, CancellationToken cancellation) => await services
        .GetRequiredService<RobotReporter>().ReportAsync(robot, services.GetRequiredService<IOptions<HubClientOptions>>().Value.ReportInterval, cancellation);

    private static async Task<(string Text, PolledRobot Result, bool IsGood)> PollOnceAsync(Robot robot, Poller poller, FileRuns runs, CancellationToken cancellation)
    {
        var verdict = await poller.PollAsync(robot, cancellation);
        if (verdict.Batch is not { } batch)
        {
            return ($"Robot {robot.Id}: {(verdict.End == PollEnd.NoWork ? "there is no work." : verdict.Reason)}",
                PolledRobot.Of(robot.Id.ToString(), null, verdict.End.ToString(), verdict.Reason),
                verdict.End is PollEnd.NoWork or PollEnd.Disabled);
        }

        await runs.WaitForEndAsync(batch, cancellation);
        if (await runs.FindAsync(batch, cancellation) is not { Outcome: { } outcome } ended)
        {
            const string Crashed = "failed unexpectedly; the log says why. It resumes at the next start.";
            return ($"Robot {robot.Id}: batch {batch} {Crashed}", PolledRobot.Of(robot.Id.ToString(), batch.ToString(), "Crashed", $"The batch {Crashed}"), false);
        }

        var counts = ended.Progress.Counts;
        using var text = new StringWriter();
        await text.WriteLineAsync(
            $"Robot {robot.Id}: batch {batch}: {outcome.End}; {counts.Enhanced} enhanced, {counts.Failed} failed, {counts.BadLines} bad lines. {outcome.Reason}".TrimEnd());
        await BadLineList.WriteAsync(text, counts.BadLines, ended.Progress.FirstBadLines);
        return (text.ToString().TrimEnd(), PolledRobot.Of(ended, outcome), outcome.End == RunEnd.Delivered);
    }
}
