using System.Text.Json;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>The log of a command, as the section Logging, the command line and the OTEL_* variables ask for it.</summary>
public sealed class LogOptionTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly Dictionary<string, string> _settings = new()
    {
        ["ROBOT_ID"] = TestRobots.RobotId.ToString(),
        ["ROBOT_SECRET"] = TestRobots.Secret,
        ["DESTINY_REPOSITORY_URL"] = "http://127.0.0.1:9/v1",
    };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task The_start_says_what_runs_in_UTC_and_as_JSON_if_asked()
    {
        var text = (await PollAsync()).Error;
        var json = (await PollAsync("--log-format", "json")).Error;

        Assert.Matches($@"(?m)^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z info: .*Robot {TestRobots.RobotId}, version 0\.1\.0, enhancer toy, repository http://127\.0\.0\.1:9/v1: ", text);
        var lines = json.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, static line => Assert.EndsWith("Z", JsonElement.Parse(line).GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Logging__LogLevel__Default=Error", "")]
    [InlineData("Logging__LogLevel__Default=Trace", "--quiet")]
    [InlineData("Logging__LogLevel__RobotFunctions=Trace", "--log-level=error")]
    public async Task A_higher_level_silences_the_start_and_the_command_line_wins(string setting, string option)
    {
        if (setting.Split('=') is [var name, var value])
        {
            _settings[name] = value;
        }

        var (_, output, error) = await PollAsync(option.Length == 0 ? [] : [option]);

        Assert.Equal(setting.Length == 0, error.Contains("enhancer toy", StringComparison.Ordinal));
        Assert.Contains("Robot ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_metrics_and_logs_go_to_the_collector_that_the_standard_variables_name()
    {
        await using var collector = LoopbackServer.Answering(200);
        (_settings["OTEL_EXPORTER_OTLP_ENDPOINT"], _settings["OTEL_EXPORTER_OTLP_PROTOCOL"], _settings["OTEL_SERVICE_NAME"]) = (collector.Url, "http/protobuf", "my-robot");

        await PollAsync();

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], collector.Exchanges.Select(static exchange => exchange.Target).Distinct().Order());
        Assert.Contains(collector.Exchanges, static exchange => exchange.Text.Contains("robot.polls", StringComparison.Ordinal));
        Assert.All(collector.Exchanges, static exchange => Assert.Contains("my-robot", exchange.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_result_of_a_poll_is_one_document_on_standard_output()
    {
        var (code, output, _) = await PollAsync("--json");

        Assert.Equal(1, code);
        var robot = Assert.Single(JsonElement.Parse(output).GetProperty("robots").EnumerateArray());
        Assert.Equal(TestRobots.RobotId.ToString(), robot.GetProperty("robot_id").GetString());
        Assert.Equal("failed", robot.GetProperty("end").GetString());
    }

    [Theory]
    [InlineData("json", "{\"Timestamp\":\"")]
    [InlineData("text", "2")]
    public async Task The_Hub_too_logs_in_the_format_that_is_asked_for(string format, string beginning)
    {
        using var hub = RobotProcess.Start(_temporary.Path, _settings, "hub", "--urls", "http://127.0.0.1:0", "--log-format", format);

        Assert.StartsWith(beginning, await hub.LineAsync("Now listening on"), StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> PollAsync(params string[] options) =>
        RobotProcess.RunAsync(_temporary.Path, _settings, "", ["poll", "--once", .. options]);
}
