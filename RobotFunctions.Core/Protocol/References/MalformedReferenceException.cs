namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// A part of a reference does not follow the protocol; thrown when that part is first read. The reference gets an error line; it is not retried.
/// </summary>
public sealed class MalformedReferenceException : Exception
{
    /// <summary>An error at <paramref name="path"/>.</summary>
    /// <param name="path">The path of the invalid part, for example <c>enhancements[0].content.title</c>.</param>
    /// <param name="inner">The exception of the JSON reader.</param>
    public MalformedReferenceException(string path, Exception inner)
        : base($"The reference cannot be read: {path} does not follow the protocol.", inner) => Path = path;

    /// <summary>The path of the invalid part.</summary>
    public string Path { get; }
}
