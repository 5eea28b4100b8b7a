using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RobotFunctions.Hub.Registry;

namespace RobotFunctions.HubTests.Registry;

public sealed partial class StatusTransitionsTests
{
    [Theory]
    [InlineData("charging", "working", false)]
    [InlineData("charging", "idle", true)]
    [InlineData("error", "working", false)]
    [InlineData("error", "maintenance", true)]
    [InlineData("maintenance", "idle", true)]
    [InlineData("working", "error", true)]
    [InlineData("offline", "working", true)]
    public void A_robot_changes_its_status_only_in_ways_that_make_sense(string from, string to, bool allowed) =>
        Assert.Equal(allowed, StatusTransitions.Robot.Check(from, to) is null);

    [Fact]
    public void Every_status_can_be_left_and_a_new_robot_has_any() => Assert.All(WireNames<RobotStatus>.All, static status =>
    {
        Assert.Contains(WireNames<RobotStatus>.All, to => to != status && StatusTransitions.Robot.Check(status, to) is null);
        Assert.Null(StatusTransitions.Robot.Check(from: null, status));
    });

    [Fact]
    public void No_level_is_created_as_temporary_or_becomes_it()
    {
        Assert.NotNull(StatusTransitions.Level.Check(from: null, "temporary"));
        Assert.NotNull(StatusTransitions.Level.Check("active", "temporary"));
        Assert.Null(StatusTransitions.Level.Check("temporary", "active"));
    }

    [Fact]
    public void The_documentation_has_the_table_of_what_is_refused()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/registry.md"));
        var documented = Row().Matches(page).Select(static row => $"{row.Groups[1].Value}: {row.Groups[2].Value} -> {row.Groups[3].Value}");
        var refused = new[] { ("robot", StatusTransitions.Robot), ("fixed asset", StatusTransitions.FixedAsset), ("level", StatusTransitions.Level) }
            .SelectMany(static kind => kind.Item2.Refused.Select(from => $"{kind.Item1}: {from.Key} -> {string.Join(", ", from.Value.Select(static to => $"`{to}`"))}"));

        Assert.Equal(refused.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (robot|fixed asset|level) \| `([^`]+)` \| ((?:(?:, )?`[a-z_]+`)+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
