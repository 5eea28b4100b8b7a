using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Hub.Commands;
using RobotFunctions.Local;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.References;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>Commands in the process of the tests, with a settings file of their own.</summary>
public sealed class InProcessTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private Dictionary<string, string?> _settings = [];
    private RepositorySimulator _repository = null!;

    public async Task InitializeAsync()
    {
        _repository = await RepositorySimulator.StartAsync(new SimulatorOptions { Folder = _temporary.File("repository"), Generation = ApiGeneration.G3 });
        var robot = _repository.Robots.Register(TestRobots.RobotId, TestRobots.Secret);
        var file = _temporary.File("references.jsonl");
        await new ReferenceFileGenerator().WriteAsync(file, 3);
        await File.AppendAllTextAsync(file, "{}\n");
        await _repository.Batches.RequestAsync(robot, file, CancellationToken.None);
        _settings = new(RobotSettings.For(_repository, robot)) { ["Storage:Path"] = _temporary.File("store") };
    }

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_says_what_works_as_text_and_as_a_document(bool json)
    {
        var (code, output, error) = await RunAsync(["check", .. json ? (string[])["--json"] : []]);

        Assert.True(code == 0, output + error);
        if (json)
        {
            var document = JsonElement.Parse(output);
            Assert.True(document.GetProperty("succeeded").GetBoolean());
            Assert.Equal(["robot", "endpoints"], document.GetProperty("sections").EnumerateArray().Select(static section => section.GetProperty("about").GetString()));
        }
        else
        {
            Assert.Contains("  ok   signature: ", output, StringComparison.Ordinal);
            Assert.Contains("Endpoints of serve", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Poll_says_how_the_batch_ended_as_text_and_as_a_document(bool json)
    {
        await using var collector = LoopbackServer.Answering(200);
        (_settings["OTEL_EXPORTER_OTLP_ENDPOINT"], _settings["OTEL_EXPORTER_OTLP_PROTOCOL"]) = (collector.Url, "http/protobuf");

        var (code, output, error) = await RunAsync(["poll", "--once", .. json ? (string[])["--json"] : []]);

        Assert.True(code == 0, output + error);
        Assert.Contains(collector.Exchanges, static exchange => exchange.Target == "/v1/metrics");
        if (json)
        {
            var robot = Assert.Single(JsonElement.Parse(output).GetProperty("robots").EnumerateArray());
            Assert.Equal(("delivered", 3), (robot.GetProperty("end").GetString(), robot.GetProperty("enhanced").GetInt32()));
        }
        else
        {
            Assert.Contains("Delivered; 3 enhanced", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Poll_without_an_end_has_no_document()
    {
        var (code, _, error) = await RunAsync(["poll", "--json"]);

        Assert.Equal(2, code);
        Assert.Contains("--json needs --once", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--quiet")]
    [InlineData("--keep")]
    public async Task A_demo_shows_its_result_as_it_is_asked_to(string option)
    {
        var (code, output, error) = await RunAsync(["demo", "--references", "2", option]);

        Assert.True(code == 0, output + error);
        if (option == "--json")
        {
            Assert.Equal(2, JsonElement.Parse(output).GetProperty("enhanced").GetInt32());
            return;
        }

        Assert.Contains("Every reference has exactly one valid answer", output, StringComparison.Ordinal);
        const string Kept = "Result file and store: ";
        var kept = output.Split('\n').Where(static line => line.StartsWith(Kept, StringComparison.Ordinal)).Select(static line => line[Kept.Length..].TrimEnd()).ToList();
        Assert.Equal(option == "--keep", kept.Exists(Directory.Exists));
        kept.ForEach(static folder => Directory.Delete(folder, recursive: true));
    }

    [Fact]
    public async Task A_demo_tells_why_references_failed()
    {
        var file = _temporary.File("untitled.jsonl");
        await File.WriteAllTextAsync(file, $$"""{"id":"{{Guid.NewGuid()}}","visibility":"public"}""" + "\n");
        _settings["Http:Url"] = "http://127.0.0.1:9/";
        (_settings["Robot:ReferenceAttempts"], _settings["Robot:UnavailableTimeout"]) = ("1", "00:00:00");

        var (_, output, error) = await RunAsync(["demo", "--file", file, "--enhancer", "http"]);

        Assert.Contains("1 failed: ", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too short", null, "The secret has 9 characters")]
    [InlineData(TestRobots.Secret, "8080/batch", "'8080/batch' is not an HTTP URL that a body can be sent to")]
    [InlineData(TestRobots.Secret, "http://127.0.0.1:8080/batch/", "")]
    public async Task Sign_refuses_a_short_secret_and_a_malformed_URL(string secret, string? url, string expected)
    {
        _settings["Robot:Secret"] = secret;
        await File.WriteAllTextAsync(_temporary.File("body.json"), "{}");

        var (code, _, error) = await RunAsync(["sign", _temporary.File("body.json"), .. url is null ? (string[])[] : ["--url", url]]);

        Assert.Equal(expected.Length == 0 ? 0 : 2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo", "--refs=5", "--refs is not an option. Did you mean --references?")]
    [InlineData("serve", "--log-level=loud", "loud")]
    [InlineData("serve", "--urls=http://127.0.0.1:0/foo", "'http://127.0.0.1:0/foo' is not an address to listen on.")]
    public async Task A_mistake_on_the_command_line_is_told_in_a_sentence(string command, string option, string expected)
    {
        var (code, _, error) = await RunAsync([command, option]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "loud", "Set it to Trace, Debug,")]
    [InlineData("Logging:Console:FormatterName", "xml", "Set it to simple, json or systemd.")]
    [InlineData("Robot:Concurrency", "many", "Robot:Concurrency is 'many', which is not a whole number.")]
    [InlineData("Storage:Path", "/dev/null/store", "cannot be opened")]
    public async Task A_mistake_in_the_settings_is_told_in_a_sentence(string key, string value, string expected)
    {
        _settings[key] = value;

        var (code, _, error) = await RunAsync(["serve", "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 1, character 2: this is not JSON")]
    [InlineData("[]", "Write one JSON object")]
    [InlineData(null, "does not exist. Check --config.")]
    public async Task A_settings_file_that_cannot_be_read_is_named(string? content, string expected)
    {
        var path = _temporary.File("other.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content);
        }

        using var error = new StringWriter();
        var code = await Command().RunAsync(["sign", "-", "--config", path], TextWriter.Null, error);

        Assert.Equal(2, code);
        Assert.Contains(path, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    private static RobotCommand Command() => RobotCommand.Create(TimeProvider.System, static _ => { }, [HubCommand.Create(RobotHost.ReadSettings)]);

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var file = _temporary.File("settings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(_settings));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Command().RunAsync([.. arguments, "--config", file], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
