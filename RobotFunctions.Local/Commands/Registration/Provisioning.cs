using System.CommandLine;
using RobotFunctions.Core;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>What <c>register</c> and <c>rotate-secret</c> have in common: check everything, ask the repository once, store the secret.</summary>
internal static class Provisioning
{
    /// <summary>Runs a command and returns its exit code.</summary>
    /// <param name="addServices">The services of the author's program.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options that both commands have.</param>
    /// <param name="findRobot">The robot that gets a new secret; null for a new robot.</param>
    /// <param name="ask">Asks the repository for that robot, with the token.</param>
    /// <param name="describe">Says what the repository did.</param>
    public static async Task<int> RunAsync(
        Action<IServiceCollection> addServices,
        ParseResult parsed,
        ProvisioningOptions options,
        Func<IConfiguration, RobotId?> findRobot,
        Func<RegistrationClient, RobotId?, string, Task<StepOutcome<ProvisionedRobot>>> ask,
        Func<ProvisionedRobot, string> describe)
    {
        var (console, globals) = (parsed.InvocationConfiguration, GlobalOptions.Of(parsed));
        var configuration = Settings.Read(globals);
        var token = RegistrationToken.Read(configuration);
        var rotated = findRobot(configuration);
        var target = options.Target(parsed, rotated);
        var composed = new ServiceCollection().AddLogging(ConsoleLog.For(configuration, globals, LogLevel.Warning)).AddRobot(configuration);
        addServices(composed);
        await using var services = composed.BuildServiceProvider();
        var asked = await ask(services.GetRequiredService<RegistrationClient>(), rotated, token);
        if (asked.Failure is { } failure)
        {
            await console.Error.WriteLineAsync(failure.Reason);
            return ExitCodes.Failure;
        }

        var robot = asked.Value!;
        try
        {
            target.Store(robot.Id, robot.Secret);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(
                $"{describe(robot)} The secret could not be stored and is lost: {exception.Message} Get a new one: robot rotate-secret --robot-id {robot.Id} --secret-file FILE");
            return ExitCodes.Failure;
        }

        await (options.PrintsJson(parsed)
            ? JsonOption.WriteAsync(console.Output, new ProvisioningResult(robot.Id, target.Path), ProvisioningJsonContext.Default.ProvisioningResult)
            : console.Output.WriteLineAsync($"{describe(robot)}{Environment.NewLine}{target.Describe(robot.Id)}"));
        return ExitCodes.Success;
    }
}
