namespace RobotFunctions.Hub.Registry.Files;

/// <summary>A file that cannot be read as one of the registry.</summary>
/// <param name="line">The line.</param>
/// <param name="message">What is wrong in it, and what to do.</param>
internal sealed class RegistryFileException(long line, string message) : Exception(message)
{
    /// <summary>The line of the file.</summary>
    public long Line => line;
}
