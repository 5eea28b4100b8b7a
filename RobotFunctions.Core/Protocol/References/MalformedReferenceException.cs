namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// A part of a reference is not what the protocol says, found when it was asked for. The reference gets an error line; trying again would not help.
/// </summary>
public sealed class MalformedReferenceException : Exception
{
    /// <summary>An error at <paramref name="path"/>.</summary>
    /// <param name="path">Where in the reference, as in <c>enhancements[0].content.title</c>.</param>
    /// <param name="inner">What the JSON reader said.</param>
    public MalformedReferenceException(string path, Exception inner)
        : base($"The reference cannot be read: {path} is not what the protocol says it is.", inner) => Path = path;

    /// <summary>Where in the reference.</summary>
    public string Path { get; }
}
