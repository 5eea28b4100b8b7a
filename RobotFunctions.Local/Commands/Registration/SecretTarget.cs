using System.CommandLine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>Where a new secret is stored. It is checked before the repository is asked, because the repository tells a secret only once.</summary>
internal abstract class SecretTarget(string path)
{
    /// <summary>The full path of the file; that of its target if it is a link.</summary>
    protected string Path { get; } = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? System.IO.Path.GetFullPath(path);

    /// <summary>What the file has now and what to do next.</summary>
    public abstract string Describe(RobotId robot);

    /// <summary>Writes the secret; the file is readable by its owner only.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public abstract void Store(RobotId robot, string secret);

    /// <summary>Tries to write beside the file.</summary>
    /// <exception cref="StartRefusedException">The file could not be written, or must not be overwritten.</exception>
    public virtual void Check(RobotId? rotated, bool overwrite)
    {
        if (Directory.Exists(Path))
        {
            throw new StartRefusedException($"{Path} is a folder. Give a file.");
        }

        var probe = $"{Path}.probe";
        try
        {
            DurableFile.Write(probe, default, DurableFile.OwnerOnly);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{Path} cannot be written: {exception.Message} Give a file in a folder that exists and that you may write to.");
        }
    }

    protected void Write(ReadOnlySpan<byte> content) => DurableFile.Write(Path, content, DurableFile.OwnerOnly);
}

/// <summary>The options of the commands that store a secret.</summary>
internal sealed class SecretTargetOptions
{
    private readonly Option<string?> _file = new("--secret-file") { Description = "Write the secret to this file, which only you can read." };
    private readonly Option<string?> _environment = new("--env-file") { Description = "Write the id and the secret to this file of settings, for example .env." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a secret that is there already." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_environment);
        command.Add(_force);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_file) is null == result.GetValue(_environment) is null)
            {
                result.AddError("Say where the secret goes: --secret-file FILE or --env-file FILE, for example --env-file .env");
            }
        });
    }

    /// <summary>The target, which can be written.</summary>
    /// <exception cref="StartRefusedException">It cannot be written, or must not be overwritten.</exception>
    public SecretTarget Read(ParseResult parsed, RobotId? rotated)
    {
        SecretTarget target = parsed.GetValue(_file) is { } file ? new SecretFile(file) : new EnvironmentFileTarget(parsed.GetValue(_environment)!);
        target.Check(rotated, parsed.GetValue(_force));
        return target;
    }
}
