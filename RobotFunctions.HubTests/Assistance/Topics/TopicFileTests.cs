using System.Runtime.CompilerServices;
using System.Text;
using RobotFunctions.Hub.Assistance.Files;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class TopicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task The_sample_is_planned_applied_and_exported_and_applies_to_itself_without_changes(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var sample = _folder.File("topics.yaml");
        await File.WriteAllTextAsync(sample, SampleText());

        var planned = await RunAsync(database, "plan", sample);
        var applied = await RunAsync(database, "apply", sample, "--yes");
        var again = await RunAsync(database, "apply", sample);
        var exported = await RunAsync(database, "export");
        var copy = _folder.File("copy.yaml");
        await File.WriteAllTextAsync(copy, exported.Output);
        var ofCopy = await RunAsync(database, "plan", copy);

        Assert.Equal((0, planned.Output), (applied.Code, applied.Output));
        Assert.Contains("+ channel sales-slack (slack)", planned.Output, StringComparison.Ordinal);
        Assert.Contains("steps: at once: sales-slack; after 2 min unless delivered: pricing-mail", planned.Output, StringComparison.Ordinal);
        Assert.EndsWith("4 to create, 0 to change.", planned.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal("The topics are as the file declares.", again.Output.Trim());
        Assert.Equal("The topics are as the file declares.", ofCopy.Output.Trim());
    }

    [Theory]
    [Stores]
    public async Task A_changed_file_changes_what_differs_and_is_applied_after_a_yes_only(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var file = _folder.File("topics.yaml");
        await File.WriteAllTextAsync(file, "channels: [{name: a, kind: log}, {name: b, kind: log}]\ntopics: [{name: Sales, steps: [{when: at once, channels: [a]}]}]");
        Assert.Equal(0, (await RunAsync(database, "apply", file, "--yes")).Code);

        await File.WriteAllTextAsync(file, "topics: [{name: sales, steps: [{when: at once, channels: [A, b]}], group: 600 s}]");
        var asked = await RunAsync(database, "apply", file);
        var applied = await RunAsync(database, "apply", file, "--yes");

        Assert.Equal(
            ["~ topic Sales", "    name: Sales -> sales", "    steps: at once: a -> at once: a, b", "    group: none -> 10 min", "0 to create, 1 to change."],
            applied.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd()));
        Assert.Equal((2, "Nothing was changed."), (asked.Code, asked.Error.Trim().Split(": ")[^1]));
        Assert.Contains("as the file declares", (await RunAsync(database, "plan", file)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topics: }", "could not be read as YAML", 1)]
    [InlineData("- a", "is a mapping with the keys", 1)]
    [InlineData("colour: red", "\"colour\" is not a key of the file", 1)]
    [InlineData("topics:\n  - name: a\n    step: []", "\"step\" is not a key of a topic", 3)]
    [InlineData("topics:\n  - steps: []", "has a name", 2)]
    [InlineData("topics:\n  - name: a\n    steps: []\n  - name: A\n    steps: []", "declared twice", 4)]
    [InlineData("channels:\n  - name: a\n    kind: fax", "The kinds are", 3)]
    [InlineData("channels:\n  - name: a\n    kind: slack\n    secret: b", "\"secret\" is not a key of a channel", 4)]
    [InlineData("topics:\n  - name: a\n    steps: {when: at once}", "steps is a list", 3)]
    [InlineData("topics:\n  - name: a\n    quiet_hours: [1]", "quiet_hours is a mapping", 3)]
    public void What_is_wrong_is_said_with_its_line(string text, string what, int line)
    {
        var (file, problems) = TopicFileReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Null(file);
        Assert.Contains(problems, problem => problem.Line == line && problem.Text.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_with_a_topic_that_is_wrong_changes_nothing_and_says_all_of_it()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);
        var file = _folder.File("topics.yaml");
        await File.WriteAllTextAsync(file, "channels: [{name: a, kind: log}]\ntopics:\n  - {name: x, steps: [{when: soon, channels: [a]}]}\n  - {name: y, steps: [{when: at once, channels: [nobody]}]}");

        var (code, _, error) = await RunAsync(database, "apply", file, "--yes");

        Assert.Equal(2, code);
        Assert.Contains("topics.yaml:3: The topic 'x': Step 1: 'soon' is not a time.", error, StringComparison.Ordinal);
        Assert.Contains("topics.yaml:4: The topic 'y': Step 1: there is no channel 'nobody'.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("name: a", (await RunAsync(database, "export")).Output, StringComparison.Ordinal);
    }

    private static string SampleText([CallerFilePath] string thisFile = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../samples/topics.yaml"));

    private Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, params string[] arguments) =>
        RobotProcess.RunAsync(_folder.Path, new Dictionary<string, string> { ["HubServer__Database"] = database.Setting }, "", ["hub", "topics", .. arguments]);
}
