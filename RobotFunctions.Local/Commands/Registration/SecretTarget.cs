using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>Where a new secret is stored. It is checked before the repository is asked, because the repository tells a secret only once.</summary>
internal abstract class SecretTarget(string path)
{
    /// <summary>The full path of the file; that of its target if it is a link.</summary>
    public string Path { get; } = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? System.IO.Path.GetFullPath(path);

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
            DurableFile.Write(probe, default);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{Path} cannot be written: {exception.Message} Give a file in a folder that exists and that you may write to.");
        }
    }

    protected void Write(ReadOnlySpan<byte> content) => DurableFile.Write(Path, content);
}
