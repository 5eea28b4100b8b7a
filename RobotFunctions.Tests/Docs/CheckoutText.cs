using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

/// <summary>The text files of the checkout, without build output, packages and local settings.</summary>
internal static class CheckoutText
{
    private static readonly HashSet<string> SkippedFolders =
    [
        ".git", "bin", "obj", "artifacts", ".robot", ".azurite", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", ".azure", ".vs", ".vscode", ".idea",
    ];

    private static readonly HashSet<string> SkippedFiles = [".git", "package-lock.json", "node_modules.lock", "local.settings.json", ".env"];

    private static readonly string Root = Path.GetDirectoryName(Checkout.Readme)!;

    /// <summary>The path of each file below the root of the checkout, with <c>/</c>, and its text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
    [
        .. FilesIn(Root).Select(static file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    private static IEnumerable<string> FilesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Where(static file => !SkippedFiles.Contains(Path.GetFileName(file))),
        .. Directory.EnumerateDirectories(folder).Where(static child => !SkippedFolders.Contains(Path.GetFileName(child))).SelectMany(FilesIn),
    ];
}
