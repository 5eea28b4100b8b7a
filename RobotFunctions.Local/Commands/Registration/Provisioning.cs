using System.CommandLine;
using RobotFunctions.Core;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>What <c>register</c> and <c>rotate-secret</c> have in common: check everything, ask the repository once, store the secret.</summary>
internal static class Provisioning
{
    public static async Task<int> RunAsync(
        Action<IServiceCollection> addServices,
        Func<IConfiguration, SecretTarget> readTarget,
        Func<RegistrationClient, string, Task<StepOutcome<ProvisionedRobot>>> ask,
        Func<ProvisionedRobot, string> describe,
        InvocationConfiguration console)
    {
        var configuration = Settings.Read();
        var token = RegistrationToken.Read(configuration);
        var target = readTarget(configuration);
        var composed = new ServiceCollection().AddLogging().AddRobot(configuration);
        addServices(composed);
        await using var services = composed.BuildServiceProvider();
        var asked = await ask(services.GetRequiredService<RegistrationClient>(), token);
        if (asked.Failure is { } failure)
        {
            await console.Error.WriteLineAsync(failure.Reason);
            return ExitCodes.Failure;
        }

        var robot = asked.Value!;
        await console.Output.WriteLineAsync(describe(robot));
        try
        {
            target.Store(robot.Id, robot.Secret);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(
                $"The secret could not be stored and is lost: {exception.Message} Get a new one: robot rotate-secret --robot-id {robot.Id} --secret-file FILE");
            return ExitCodes.Failure;
        }

        await console.Output.WriteLineAsync(target.Describe(robot.Id));
        return ExitCodes.Success;
    }
}
