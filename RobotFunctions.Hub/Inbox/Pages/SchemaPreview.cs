namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What would come of installing a file.</summary>
/// <param name="Name">The name of the schema.</param>
/// <param name="Version">The version.</param>
/// <param name="Former">The version that new tasks use now; null if the schema is new.</param>
/// <param name="IsInstalled">Whether the very same file is installed already.</param>
/// <param name="Types">The names of its task types.</param>
/// <param name="Differences">What is other than in <paramref name="Former"/>: sentences.</param>
/// <param name="Content">The bytes of the file in base64, so that what is installed is what was shown.</param>
public sealed record SchemaPreview(string Name, string Version, string? Former, bool IsInstalled, IReadOnlyList<string> Types, IReadOnlyList<string> Differences, string Content);
