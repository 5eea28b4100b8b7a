using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private static readonly Dictionary<string, string> Configured = new()
    {
        ["ROBOT_ID"] = TestRobots.RobotId.ToString(),
        ["ROBOT_SECRET"] = TestRobots.Secret,
        ["DESTINY_REPOSITORY_URL"] = "http://127.0.0.1:9/v1",
    };

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("demo")]
    [InlineData("serve")]
    [InlineData("poll")]
    [InlineData("check")]
    [InlineData("enhance")]
    [InlineData("sign")]
    [InlineData("smoke")]
    public async Task Every_command_explains_itself_and_its_exit_codes(string command)
    {
        var (code, output, _) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", command, "--help");

        Assert.Equal(0, code);
        Assert.Contains("Exit code 0", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_command_is_told_with_the_commands_there_are()
    {
        var (code, output, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "dance");

        Assert.Equal(2, code);
        Assert.Contains("dance", output + error, StringComparison.Ordinal);
        Assert.Contains("demo", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("poll")]
    [InlineData("check")]
    public async Task Without_configuration_each_missing_setting_is_named(string command)
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", command);

        Assert.Equal(2, code);
        Assert.Contains("Robot:Id is missing", error, StringComparison.Ordinal);
        Assert.Contains("Robot:Secret is missing", error, StringComparison.Ordinal);
        Assert.Contains("Repository:Url is missing", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits__OpenRuns", "abc", "Limits:OpenRuns is 'abc', which is not a whole number.")]
    [InlineData("Polling__Lease", "often", "Polling:Lease is 'often', which is not a duration such as 00:00:30")]
    [InlineData("Storage__AllowedHosts", "blobs.example.org", "Storage:AllowedHosts is a list. Write its entries as Storage:AllowedHosts:0")]
    [InlineData("Logging__LogLevel__Default", "loud", "Logging:LogLevel:Default is 'loud'. Set it to Trace, Debug,")]
    [InlineData("Limits__OpnRuns", "3", "Limits:OpnRuns is not a setting.")]
    [InlineData("POLL_INTERVAL_SECONDS", "often", "POLL_INTERVAL_SECONDS is 'often', which is not a number of seconds")]
    public async Task A_setting_that_cannot_be_understood_is_named_and_nothing_more_is_printed(string name, string value, string expected)
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, new Dictionary<string, string>(Configured) { [name] = value }, "", "serve");

        Assert.Equal(2, code);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not an address to listen on.")]
    [InlineData("http://127.0.0.1:0/foo", "'http://127.0.0.1:0/foo' is not an address to listen on.")]
    [InlineData("http://127.0.0.1:99999", "'http://127.0.0.1:99999' is not an address to listen on.")]
    [InlineData("ftp://127.0.0.1:80", "'ftp://127.0.0.1:80' is not an address to listen on.")]
    [InlineData("http://192.0.2.1:0", "The robot cannot listen there: ")]
    public async Task An_address_nobody_can_listen_on_is_refused_with_a_sentence(string urls, string expected)
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, Configured, "", "serve", "--urls", urls);

        Assert.Equal(2, code);
        Assert.StartsWith(expected, error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("BackgroundService", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_what_to_do()
    {
        await using var other = LoopbackServer.Answering(200);

        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, Configured, "", "serve", "--urls", other.Url);

        Assert.Equal(2, code);
        Assert.Contains("Stop the process that listens there, or choose another port with --urls.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--drain", "-1", "--drain must be a number from 0 to 3,600.")]
    public async Task A_number_out_of_range_is_refused_with_the_range(string command, string option, string value, string expected)
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, Configured, "", command, option, value);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_use_is_refused_with_a_sentence()
    {
        using var folder = Local.Store.StoreFolder.Open(_temporary.File(".robot"));

        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, Configured, "", "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, code);
        Assert.StartsWith("Another robot process is using the store", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("body.json")]
    public async Task A_body_is_signed_so_that_the_robot_accepts_it(string body)
    {
        const string Content = """{"id":"é"}""";
        await File.WriteAllTextAsync(_temporary.File("body.json"), Content);

        var (code, output, _) = await RobotProcess.RunAsync(_temporary.Path, Configured, Content, "sign", body);

        Assert.Equal(0, code);
        var headers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static line => line.Split(": ", 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1]);
        var verdict = new SignatureVerifier(static _ => new RobotSecrets(TestRobots.Secret)).Verify(
            new(headers["Authorization"], headers["X-Client-Id"], headers["X-Request-Timestamp"]),
            System.Text.Encoding.UTF8.GetBytes(Content),
            TimeProvider.System.GetUtcNow());
        Assert.True(verdict.IsAccepted, verdict.Detail);
    }

    [Fact]
    public async Task Sign_prints_a_curl_line_and_never_the_secret()
    {
        await File.WriteAllTextAsync(_temporary.File("it's.json"), "{}");

        var (code, output, error) = await RobotProcess.RunAsync(
            _temporary.Path, Configured, "", "sign", "it's.json", "--url", "http://127.0.0.1:8080/batch/");

        Assert.Equal(0, code);
        Assert.Contains(@"--data-binary '@it'\''s.json'", output, StringComparison.Ordinal);
        Assert.DoesNotContain(TestRobots.Secret, output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sign", "--url=8080/batch", "'8080/batch' is not an HTTP URL that a body can be sent to", "-")]
    [InlineData("demo", "--refs=5", "--refs is not an option. Did you mean --references?")]
    [InlineData("sign", "nowhere.json", "The file nowhere.json does not exist")]
    [InlineData("demo", "--file=nowhere.jsonl", "nowhere.jsonl")]
    [InlineData("demo", "--references=0", "--references")]
    [InlineData("demo", "--flow=sideways", "sideways")]
    [InlineData("demo", "--enhancer=nobody", "nobody")]
    [InlineData("smoke", "8080", "'8080' is not an HTTP URL")]
    public async Task What_cannot_be_done_is_told_in_a_sentence(string command, string argument, string sentence, params string[] more)
    {
        var (code, output, error) = await RobotProcess.RunAsync(_temporary.Path, Configured, "", [command, argument, .. more]);

        Assert.Equal(2, code);
        Assert.Contains(sentence, output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enhance_writes_one_line_for_each_reference_and_counts_what_is_wrong()
    {
        var id = new ReferenceId(Guid.NewGuid());
        var references = $$"""
            {"id":"{{id}}","visibility":"public"}

            no JSON at all

            """;

        var (code, output, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, references, "enhance", "-", "--enhancer", "toy");

        Assert.Equal(1, code);
        Assert.Contains($"\"reference_id\":\"{id}\"", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
        Assert.Contains("1 enhanced, 0 failed, 1 bad lines, 0 duplicates", error, StringComparison.Ordinal);
        Assert.Contains("line 3: The line is not JSON", error, StringComparison.Ordinal);
        Assert.Contains("A reference line is a JSON object", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enhance_gives_the_same_bytes_for_the_same_file()
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl");

        var first = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "enhance", samples, "-o", "first.jsonl", "--enhancer", "toy");
        var second = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "enhance", samples, "-o", "second.jsonl", "--enhancer", "toy");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.NotEmpty(await File.ReadAllBytesAsync(_temporary.File("first.jsonl")));
        Assert.Equal(await File.ReadAllBytesAsync(_temporary.File("first.jsonl")), await File.ReadAllBytesAsync(_temporary.File("second.jsonl")));
    }
}
