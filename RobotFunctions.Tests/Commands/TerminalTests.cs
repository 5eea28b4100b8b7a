using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>The commands on a pseudo-terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [TerminalTheory]
    [InlineData(40)]
    [InlineData(120)]
    public async Task The_list_of_commands_fits_the_width_of_the_terminal(int columns)
    {
        using var robot = RobotProcess.StartOnTerminal(columns, _temporary.Path, NoEnvironment, "dance");

        var (code, output, _) = await robot.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("dance", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').Where(static line => line.StartsWith("  ", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd('\r').Length, 0, columns));
    }
}
