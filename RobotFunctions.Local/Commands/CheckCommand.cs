using System.CommandLine;
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
        var command = new Command("check", "Checks the configuration against the configured repository.")
        {
            DetailedHelp.Option("""
                Checks that the repository responds, that this machine's clock is correct, that the repository knows the robot and accepts its signature, and that
                storage responds; with a Hub, that it answers and accepts the key. Lists what serve opens, and to whom. It claims no work and changes nothing.

                Exit code 0: no check failed; 1: at least one check failed; 2: the configuration is invalid.
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(services, GlobalOptions.Of(parsed), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Action<IServiceCollection> addServices, GlobalOptions options, TextWriter output, CancellationToken cancellation)
    {
        var settings = Settings.Read(options);
        var composed = new ServiceCollection().AddLogging(ConsoleLog.For(settings, options, LogLevel.Warning)).AddRobot(settings);
        addServices(composed);
        await using var services = composed.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        var check = services.GetRequiredService<RobotCheck>();
        var failed = false;
        foreach (var robot in services.GetRequiredService<ConfiguredRobots>().All)
        {
            await output.WriteLineAsync($"Robot {robot.Id}");
            foreach (var result in await check.RunAsync(robot, cancellation))
            {
                failed |= result.Verdict == CheckVerdict.Failed;
                await output.WriteLineAsync($"  {CheckLine.Of(result)}");
            }
        }

        if (await services.GetRequiredService<HubCheck>().RunAsync(cancellation) is { } hub)
        {
            failed |= hub.Verdict == CheckVerdict.Failed;
            await output.WriteLineAsync("Hub");
            await output.WriteLineAsync($"  {CheckLine.Of(hub)}");
        }

        await output.WriteLineAsync("Endpoints of serve");
        foreach (var result in OpenEndpoints.Describe(
            services.GetRequiredService<IOptions<IntakeOptions>>().Value,
            services.GetRequiredService<IOptions<StorageOptions>>().Value))
        {
            await output.WriteLineAsync($"  {CheckLine.Of(result)}");
        }

        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }
}
