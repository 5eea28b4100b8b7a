using System.Text.Json;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>The commands on a pseudo-terminal and in a pipe.</summary>
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

    [TerminalTheory]
    [InlineData(40)]
    [InlineData(120)]
    public async Task A_demo_on_a_plain_terminal_is_plain_and_leaves_nothing_behind(int columns)
    {
        using var robot = RobotProcess.StartOnTerminal(columns, Folder(), Plain(), "demo", "--references", "5");

        var (code, output, _) = await robot.EndAsync();

        Assert.Equal(0, code);
        Assert.Contains("Starting a robot and a repository simulator", output, StringComparison.Ordinal);
        Assert.Contains("Every reference has exactly one valid answer", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\x1b\[(3|9)\dm", output[output.IndexOf("Starting", StringComparison.Ordinal)..output.IndexOf("Every reference", StringComparison.Ordinal)]);
        Assert.DoesNotContain(output, static letter => letter > '~');
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_demo_in_a_pipe_writes_one_document_and_no_control_characters()
    {
        var (code, output, error) = await RobotProcess.RunAsync(Folder(), Plain(), "", "demo", "--references", "5", "--json");

        Assert.Equal(0, code);
        Assert.Equal(5, JsonElement.Parse(output).GetProperty("enhanced").GetInt32());
        Assert.DoesNotContain('\x1b', output + error);
        AssertNothingIsLeft();
    }

    [TerminalFact]
    public async Task Control_C_ends_a_demo_which_leaves_nothing_behind()
    {
        await using var model = new SlowModel(TimeSpan.Zero, answers: 0);
        var environment = new Dictionary<string, string>(Plain()) { ["Http__Url"] = model.Url };
        using var robot = RobotProcess.StartOnTerminal(120, Folder(), environment, "demo", "--references", "5", "--enhancer", "http");
        await robot.LineAsync("The robot listens on");

        await robot.TypeAsync($"{Terminal.ControlC}");

        Assert.Equal(130, (await robot.EndAsync()).Code);
        AssertNothingIsLeft();
    }

    [TerminalFact]
    public async Task A_second_Control_C_ends_a_command_that_does_not_stop()
    {
        var environment = new Dictionary<string, string>(Plain()) { ["ROBOT_ID"] = TestRobots.RobotId.ToString(), ["ROBOT_SECRET"] = TestRobots.Secret };
        using var robot = RobotProcess.StartOnTerminal(120, Folder(), environment, "sign", "-");

        // It reads the terminal, which no cancellation interrupts. Before it listens to signals, one alone ends it.
        while (!robot.HasEnded)
        {
            await robot.TypeAsync($"{Terminal.ControlC}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Assert.Equal(130, (await robot.EndAsync()).Code);
    }

    private string Folder() => Directory.CreateDirectory(_temporary.File("größe ü")).FullName;

    private Dictionary<string, string> Plain() => new(Terminal.PlainEnvironment())
    {
        ["TMPDIR"] = Directory.CreateDirectory(_temporary.File("tmp")).FullName,
    };

    private void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary.File("tmp"), "robot-*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder()));
    }
}
