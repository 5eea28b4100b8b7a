namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>A file that the command cannot use: a sentence that names it and says what to do.</summary>
internal sealed class FileProblemException(string message) : Exception(message)
{
    /// <summary>Runs an operation on a file.</summary>
    /// <exception cref="FileProblemException">The file cannot be used.</exception>
    public static T Explained<T>(string path, string use, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FileProblemException(Explain(path, use, exception));
        }
    }

    /// <summary>Checks that a result can be put in place, before anything is enhanced, and returns the file that a symbolic link stands for.</summary>
    /// <exception cref="FileProblemException">It cannot.</exception>
    public static string CheckTarget(string path, string use, params IEnumerable<string> others)
    {
        var target = Resolve(path, use);
        var folder = Path.GetDirectoryName(target)!;
        var problem = target switch
        {
            _ when path.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(target) => $"{path} is a folder. Give a file for the {use}.",
            _ when !Directory.Exists(folder) => $"The folder {folder} for the {use} does not exist. Create it, or give another file.",
            _ when others.Any(other => Resolve(other, "references") == target) => $"{path} is used twice in this command. Give another file for the {use}.",
            _ => null,
        };
        return problem is null ? target : throw new FileProblemException(problem);
    }

    private static string Resolve(string path, string use) => Explained(
        path, use, () => new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName);

    private static string Explain(string path, string use, Exception exception) => exception switch
    {
        FileNotFoundException => $"The file {path} does not exist. Give a file for the {use}, or - for standard input and output.",
        DirectoryNotFoundException => $"The folder of {path} does not exist. Create it, or give another file for the {use}.",
        UnauthorizedAccessException when Directory.Exists(path) => $"{path} is a folder. Give a file for the {use}.",
        UnauthorizedAccessException => $"{path} cannot be opened: permission denied. Change its permissions, or give another file for the {use}.",
        _ => $"{path} cannot be used for the {use}: {exception.Message}",
    };
}
