using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Configuration;

/// <summary>Settings from a <c>.env</c> file, written as the environment variables would be: <c>Robot__Id=...</c>.</summary>
public static class EnvironmentFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = ".env";

    /// <summary>
    /// Adds the settings of the file, if there is one. Add the environment variables after it, so that they take precedence. The file sets no variable of
    /// the process.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="name">The name of the file.</param>
    /// <exception cref="InvalidDataException">The file cannot be read; the message names it, the line, and what to do, but no value.</exception>
    public static IConfigurationBuilder AddEnvironmentFile(this IConfigurationBuilder builder, string folder, string name = Name)
    {
        // A folder of this name is not ours: Python's virtual environments are called that.
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? builder.AddInMemoryCollection(EnvironmentFileReader.Read(path, Content(path))) : builder;
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {unreadable.Message} Make it readable for this user, or remove it.", unreadable);
        }
    }
}
