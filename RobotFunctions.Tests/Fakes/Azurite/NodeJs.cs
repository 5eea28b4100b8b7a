namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>Node.js, which the storage emulator runs on.</summary>
public static class NodeJs
{
    /// <summary>What to do when it is not there.</summary>
    public const string Missing =
        "The tests against the storage emulator need Node.js 20 or later with npm on the PATH: https://nodejs.org. Without CI=true they are skipped.";

    /// <summary>Whether node and npm are on the PATH.</summary>
    public static bool IsThere { get; } = IsOnPath(OperatingSystem.IsWindows() ? "node.exe" : "node") && IsOnPath(Npm);

    /// <summary>Whether tests may not be skipped here.</summary>
    public static bool IsDemanded { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    internal static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
