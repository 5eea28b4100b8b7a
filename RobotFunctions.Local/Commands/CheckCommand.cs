using System.CommandLine;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot check</c>: whether the configuration works against the configured repository.</summary>
internal static class CheckCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var command = new Command("check", "Tells whether the configuration works against the configured repository.")
        {
            DetailedHelp.Option("""
                Is the repository there, is this machine's clock right, does the repository know the robot and accept its signature, is storage there? What
                does serve open, and to whom? It claims no work and changes nothing.

                Exit code 0: nothing failed; 1: something did; 2: the configuration is wrong.
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(services, parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Action<IServiceCollection> addServices, TextWriter output, CancellationToken cancellation)
    {
        var composed = new ServiceCollection().AddLogging().AddRobot(Settings.Read());
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
