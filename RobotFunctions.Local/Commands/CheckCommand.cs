using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot check</c>: checks the configuration against the configured repository.</summary>
internal static class CheckCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var json = new JsonOption();
        var command = new Command("check", "Checks the configuration against the configured repository.")
        {
            json,
            DetailedHelp.Option("""
                Checks that the repository responds, that this machine's clock is correct, that the repository knows the robot and accepts its signature, and that
                storage responds; with a Hub, that it answers and accepts the key. Lists what serve opens, and to whom. It claims no work and changes nothing.

                Exit code 0: no check failed; 1: at least one check failed; 2: the configuration is invalid.
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(services, GlobalOptions.Of(parsed), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Action<IServiceCollection> addServices, GlobalOptions options, bool json, TextWriter output, CancellationToken cancellation)
    {
        var settings = Settings.Read(options);
        var composed = new ServiceCollection().AddLogging(ConsoleLog.For(settings, options, LogLevel.Warning)).AddRobot(settings);
        addServices(composed);
        await using var services = composed.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        var sections = new List<CheckSection>();
        var failed = false;
        await foreach (var (title, section, results) in CheckAsync(services, cancellation))
        {
            sections.Add(section);
            failed |= results.Any(static result => result.Verdict == CheckVerdict.Failed);
            if (!json)
            {
                await output.WriteLineAsync(title);
                await output.WriteAsync(string.Concat(results.Select(static result => $"  {CheckLine.Of(result)}\n")));
            }
        }

        if (json)
        {
            await JsonOption.WriteAsync(output, new CheckDocument(!failed, sections), CommandJsonContext.Default.CheckDocument);
        }

        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async IAsyncEnumerable<(string Title, CheckSection Section, IReadOnlyList<CheckResult> Results)> CheckAsync(
        IServiceProvider services, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var robot in services.GetRequiredService<ConfiguredRobots>().All)
        {
            var results = await services.GetRequiredService<RobotCheck>().RunAsync(robot, cancellation);
            yield return ($"Robot {robot.Id}", CheckSection.Of("robot", robot.Id, results), results);
        }

        if (await services.GetRequiredService<HubCheck>().RunAsync(cancellation) is { } hub)
        {
            yield return ("Hub", CheckSection.Of("hub", null, [hub]), [hub]);
        }

        var endpoints = OpenEndpoints.Describe(
            services.GetRequiredService<IOptions<IntakeOptions>>().Value,
            services.GetRequiredService<IOptions<StorageOptions>>().Value).ToList();
        yield return ("Endpoints of serve", CheckSection.Of("endpoints", null, endpoints), endpoints);
    }
}
