using System.CommandLine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>The options of the commands that store a secret.</summary>
internal sealed class ProvisioningOptions
{
    private readonly Option<string?> _file = new("--secret-file") { Description = "Write the secret to this file, which only you can read." };
    private readonly Option<string?> _environment = new("--env-file") { Description = "Write the id and the secret to this file of settings, for example .env." };
    private readonly JsonOption _json = new();
    private readonly Option<bool> _force = new("--force") { Description = "Replace a secret that is there already." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_environment);
        command.Add(_force);
        command.Add(_json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_file) is null == result.GetValue(_environment) is null)
            {
                result.AddError("Say where the secret goes: --secret-file FILE or --env-file FILE, for example --env-file .env");
            }
        });
    }

    /// <summary>Whether the result is printed as JSON.</summary>
    public bool PrintsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The target, which can be written.</summary>
    /// <exception cref="StartRefusedException">It cannot be written, or must not be overwritten.</exception>
    public SecretTarget Target(ParseResult parsed, RobotId? rotated)
    {
        SecretTarget target = parsed.GetValue(_file) is { } file ? new SecretFile(file) : new EnvironmentFileTarget(parsed.GetValue(_environment)!);
        target.Check(rotated, parsed.GetValue(_force));
        return target;
    }
}
