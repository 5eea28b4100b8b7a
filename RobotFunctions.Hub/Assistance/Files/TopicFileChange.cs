namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>A change that makes topics what a file declares.</summary>
/// <param name="Sign"><c>+</c> for what is created, <c>~</c> for what is changed.</param>
/// <param name="What">Its kind and name.</param>
/// <param name="Differences">Lines with what changes.</param>
internal sealed record TopicFileChange(char Sign, string What, IReadOnlyList<string> Differences)
{
    /// <summary>The change as lines for a person.</summary>
    public IEnumerable<string> Lines() => [$"{Sign} {What}", .. Differences.Select(static line => $"    {line}")];
}
