using System.CommandLine;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary><c>robot register</c>: registers a robot at the repository and stores its id and secret.</summary>
internal static class RegisterCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var name = new Option<string>("--name") { Description = "The robot's name, which no other robot there may have.", Required = true };
        var owner = new Option<string>("--owner") { Description = "Who is responsible for it.", Required = true };
        var description = new Option<string>("--description") { Description = "What it does.", Required = true };
        var entitlements = new Option<string[]>("--entitlement") { Description = "full_text or raw_enhancement_writer; may be repeated." };
        var baseUrl = new Option<string?>("--base-url") { Description = "The robot's URL. Only repositories that push (G1, G1.5, G2) take it." };
        var options = new ProvisioningOptions();
        var command = new Command("register", "Registers a robot at the repository and stores its secret.")
        {
            name, owner, description, entitlements, baseUrl,
            DetailedHelp.Option($"""
                The repository is Repository:Url (DESTINY_REPOSITORY_URL). The variable {RegistrationToken.Variable} has the bearer token of a person or a service with the role robot.writer; entitlements
                also need robot.entitlement.writer. The repository tells the secret only once: it is written to a file, never to the terminal or the log.

                Exit code 0: registered; 1: the repository did not register it, or the secret could not be stored; 2: the command could not run; nothing was registered.

                Examples:
                  {RegistrationToken.Variable}=... robot register --name title-length --owner "Your team" --description "Adds the length of the title." --env-file .env

                For Azure Key Vault:
                  {RegistrationToken.Variable}=... robot register --name title-length --owner "Your team" --description "Adds the length of the title." --secret-file secret.txt
                  az keyvault secret set --output none --vault-name VAULT --name robot-secret --file secret.txt && rm secret.txt
                """),
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Provisioning.RunAsync(
            services,
            parsed,
            options,
            static _ => null,
            (client, _, token) => client.RegisterAsync(
                new RobotRegistration(
                    parsed.GetRequiredValue(name),
                    parsed.GetRequiredValue(owner),
                    parsed.GetRequiredValue(description),
                    parsed.GetValue(entitlements) ?? [],
                    parsed.GetValue(baseUrl)),
                token,
                cancellation),
            robot => $"Robot {robot.Id} ({parsed.GetRequiredValue(name)}) is registered."));
        return command;
    }
}
