using System.Globalization;

namespace RobotFunctions.Tests.Fakes;

/// <summary>Runs a program on a pseudo-terminal: the program <c>script</c> of util-linux connects it to the pipes of the test.</summary>
internal static class Terminal
{
    /// <summary>What Ctrl+C sends.</summary>
    public const char ControlC = '\x03';

    /// <summary>What Ctrl+D sends: the end of the input.</summary>
    public const char ControlD = '\x04';

    /// <summary>The plainest of environments: no colours, no language and no home.</summary>
    public static Dictionary<string, string> PlainEnvironment() => new()
    {
        ["NO_COLOR"] = "1",
        ["LC_ALL"] = "",
        ["LC_CTYPE"] = "",
        ["LANG"] = "C",
        ["HOME"] = "/proc/nobody",
    };

    /// <summary>Why tests on a terminal are skipped here; null if they run. <c>CI=true</c> says that they must run.</summary>
    public static string? ReasonToSkip { get; } = !OperatingSystem.IsLinux() ? "The program script of util-linux is needed, which is that of Linux."
        : File.Exists("/usr/bin/script") || Environment.GetEnvironmentVariable("CI") == "true" ? null
        : "The program script is missing: it is in the package bsdutils or util-linux.";

    /// <summary>The command that runs <paramref name="command"/> on a terminal of that width. It ends with the exit code of the command.</summary>
    public static (string File, string[] Arguments) Run(int columns, params IEnumerable<string> command)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows 30");
        return ("script", ["--quiet", "--return", "--command", $"{size}; exec {string.Join(' ', command.Select(Quote))}", "/dev/null"]);
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>A test on a pseudo-terminal: skipped where there is none, unless <c>CI=true</c> says that it must run.</summary>
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = Terminal.ReasonToSkip;
}

/// <inheritdoc cref="TerminalFactAttribute"/>
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() => Skip = Terminal.ReasonToSkip;
}
