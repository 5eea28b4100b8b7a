using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary><c>appsettings.json</c> and the file of <c>--config</c>, with mistakes and without.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("{\n  \"Robot\": {\n    \"Secret\": \"hidden\",\n    \"Id\" 5\n  }\n}", "appsettings.json, line 4, character ")]
    [InlineData("[\"hidden\"]", "Write one JSON object, and each setting once.")]
    [InlineData("", "appsettings.json, line 1, character 1: this is not JSON.")]
    public async Task A_malformed_file_is_named_with_the_line_and_without_its_values(string content, string expected)
    {
        await File.WriteAllTextAsync(_temporary.File("appsettings.json"), content);

        var (code, output, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "serve");

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_reported_together()
    {
        await File.WriteAllTextAsync(
            _temporary.File("appsettings.json"),
            """{"Robot":{"Secret":"0123456789abcdef","Concurrency":"many"},"Limits":{"OpenRuns":0,"LineBytes":"x","Bytes":1},"Repository":{"Url":"http://127.0.0.1:9"}}""");

        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "", "check");

        Assert.Equal(2, code);
        string[] mistakes = ["Limits:Bytes is not a setting.", "Limits:LineBytes is 'x'", "Limits:OpenRuns", "Robot:Concurrency is 'many'", "Robot:Id is missing."];
        Assert.All(mistakes, mistake => Assert.Contains(mistake, error, StringComparison.Ordinal));
        Assert.Equal(mistakes.Length, error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_file_of_another_name_takes_the_place_of_the_usual_one()
    {
        await File.WriteAllTextAsync(_temporary.File("appsettings.json"), "not read");
        await File.WriteAllTextAsync(_temporary.File("größe.json"), $$$"""{"Robot":{"Id":"{{{TestRobots.RobotId}}}","Secret":"{{{TestRobots.Secret}}}"}}""");

        var given = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "{}", "sign", "-", "--config", "größe.json");
        var missing = await RobotProcess.RunAsync(_temporary.Path, NoEnvironment, "{}", "--config", "nowhere.json", "sign", "-");

        Assert.Contains($"X-Client-Id: {TestRobots.RobotId}", given.Output, StringComparison.Ordinal);
        Assert.Equal(2, missing.Code);
        Assert.Contains("nowhere.json does not exist. Check --config.", missing.Error, StringComparison.Ordinal);
    }
}
