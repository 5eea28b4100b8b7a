using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

public sealed class EnvironmentFileCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("poll")]
    [InlineData("check")]
    [InlineData("enhance", "-")]
    [InlineData("sign", "-")]
    [InlineData("register", "--name=n", "--owner=o", "--description=d", "--secret-file=s")]
    [InlineData("rotate-secret", "--secret-file=s")]
    [InlineData("smoke", "http://127.0.0.1:1")]
    [InlineData("hub")]
    public async Task A_malformed_line_stops_every_command_that_reads_settings(string command, params string[] arguments)
    {
        await WriteAsync("# robot", "ROBOT_SECRET 'not to be shown'");

        var (code, output, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", [command, .. arguments]);

        Assert.Equal(2, code);
        Assert.Contains($"{_temporary.File(".env")}, line 2: Write NAME=value", error, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be shown", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_alone_configures_a_command()
    {
        await WriteAsync($"export ROBOT_ID={TestRobots.RobotId}", $"Robot__Secret='{TestRobots.Secret}'");

        var (code, output, _) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "{}", "sign", "-");

        Assert.Equal(0, code);
        Assert.Contains($"X-Client-Id: {TestRobots.RobotId}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_wins_over_the_file_and_the_file_over_appsettings()
    {
        const string Own = "0198c0de-0000-7000-8000-00000000aaaa";
        await File.WriteAllTextAsync(_temporary.File("appsettings.json"), """{"Robot":{"Id":"not an id","Secret":"from appsettings"}}""");
        await WriteAsync($"Robot__Id={TestRobots.RobotId}", "Robot__Secret=");

        var fromFile = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "{}", "sign", "-");
        var fromEnvironment = await RobotProcess.RunAsync(
            _temporary.Path, new Dictionary<string, string> { ["Robot__Id"] = Own, ["Robot__Secret"] = "0123456789abcdef" }, "{}", "sign", "-");

        Assert.Contains("The secret is missing.", fromFile.Error, StringComparison.Ordinal);
        Assert.Contains($"X-Client-Id: {Own}", fromEnvironment.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_has_a_line_about_the_Hub_when_there_is_one()
    {
        await using var hub = LoopbackServer.Answering(204);
        var robot = new[] { $"ROBOT_ID={TestRobots.RobotId}", $"ROBOT_SECRET={TestRobots.Secret}", "DESTINY_REPOSITORY_URL=http://127.0.0.1:9" };

        await WriteAsync([.. robot, $"Hub__Url={hub.Url}", "Hub__Key=hub_0123456789abcdef"]);
        var (_, with, _) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "check");
        await WriteAsync(robot);
        var (_, without, _) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "check");

        Assert.Contains($"Hub\n  ok   hub: {hub.Url} answers and accepts the key.\n", with, StringComparison.Ordinal);
        Assert.DoesNotContain("Hub", without, StringComparison.Ordinal);
        Assert.DoesNotContain("hub_0123456789abcdef", with, StringComparison.Ordinal);
    }

    private Task WriteAsync(params string[] lines) => File.WriteAllLinesAsync(_temporary.File(".env"), lines);
}
