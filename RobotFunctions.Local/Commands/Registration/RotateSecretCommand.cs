using System.CommandLine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary><c>robot rotate-secret</c>: gets a new secret for a robot and stores it.</summary>
internal static class RotateSecretCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var robot = new Option<string?>("--robot-id") { Description = "The robot's id. Default: Robot:Id or ROBOT_ID of the configuration." };
        var options = new ProvisioningOptions();
        var command = new Command("rotate-secret", "Gets a new secret for a robot from the repository and stores it.")
        {
            robot,
            DetailedHelp.Option($"""
                The repository is Repository:Url (DESTINY_REPOSITORY_URL). The variable {RegistrationToken.Variable} has the bearer token of a person or a service with the role robot.writer.

                The old secret is invalid at the repository at once. A robot that runs keeps it until it is restarted with the new one: its calls are rejected meanwhile and retried for
                Repository:RetryTimeout, so nothing is lost. A repository that pushes can lose a request that it signs in between: rotate while nothing is requested. To accept requests that were signed
                before the change, keep the old secret as Robot:SecondarySecret for a while: the robot accepts both, and uses the one that the repository accepts.

                Exit code 0: the new secret is stored; 1: the repository gave none, or it could not be stored; 2: the command could not run; the old secret is still valid.

                Examples:
                  {RegistrationToken.Variable}=... robot rotate-secret --env-file .env

                For Azure Key Vault:
                  {RegistrationToken.Variable}=... robot rotate-secret --robot-id ID --secret-file secret.txt
                  az keyvault secret set --output none --vault-name VAULT --name robot-secret --file secret.txt && rm secret.txt
                """),
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Provisioning.RunAsync(
            services,
            parsed,
            options,
            configuration => IdOf(parsed.GetValue(robot) ?? configuration["Robot:Id"]),
            (client, id, token) => client.RotateSecretAsync(id!.Value, token, cancellation),
            static provisioned => $"Robot {provisioned.Id} has a new secret; the old one is invalid. Restart the robot with the new one."));
        return command;
    }

    private static RobotId IdOf(string? text) => RobotId.TryParse(text, out var id)
        ? id
        : throw new StartRefusedException("The robot's id is missing. Set it, a UUID of version 4 or 7, with --robot-id, Robot__Id or ROBOT_ID.");
}
