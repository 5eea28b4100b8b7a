namespace RobotFunctions.Tests.Fakes.Npm;

/// <summary>Node.js, which the storage emulator and the verifiers of webhooks run on.</summary>
public static class NodeJs
{
    /// <summary>What to do when it is not there.</summary>
    public const string Missing =
        "Tests with programs of others, such as the storage emulator, need Node.js 20 or later with npm on the PATH: https://nodejs.org. Without CI=true they are skipped.";

    /// <summary>Whether node and npm are on the PATH.</summary>
    public static bool IsThere { get; } = IsOnPath(OperatingSystem.IsWindows() ? "node.exe" : "node") && IsOnPath(Npm);

    /// <summary>Whether tests may not be skipped here.</summary>
    public static bool IsDemanded { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why tests that need it are skipped; null if they run.</summary>
    public static string? ReasonToSkip => IsThere || IsDemanded ? null : Missing;

    internal static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
