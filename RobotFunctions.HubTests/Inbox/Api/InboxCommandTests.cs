using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class InboxCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task Commands_install_a_schema_post_a_task_decide_it_and_verify_its_history(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hub = await InboxHub.StartAsync(kind, database);
        var file = _folder.File("schema.yml");
        await File.WriteAllTextAsync(file, SchemaFiles.WithType("webhook_url: https://example.org/"));

        Assert.Contains("can be installed", (await RunAsync("schema", "install", file, "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains("whsec_", (await RunAsync("schema", "install", file)).Output, StringComparison.Ordinal);
        Assert.Contains("installed already", (await RunAsync("schema", "install", file)).Output, StringComparison.Ordinal);
        Assert.Contains("  a  with secret", (await RunAsync("schema", "list")).Output, StringComparison.Ordinal);
        Assert.Equal("own-secret", (await RunAsync("schema", "secret", "a", "--secret", "own-secret")).Output.Trim());
        var (_, id, _) = await RunAsync("task", "create", "a", "t", "--meta", """{"order": 7}""", "--state", "p");
        Assert.Contains(id.Trim(), (await RunAsync("task", "list", "--q", "7")).Output, StringComparison.Ordinal);
        Assert.Contains("is yes (resolved)", (await RunAsync("task", "decide", id.Trim(), "yes", "--comment", "Fine.")).Output, StringComparison.Ordinal);
        Assert.Contains("Fine.", (await RunAsync("task", "show", id.Trim())).Output, StringComparison.Ordinal);
        Assert.Contains("0 tasks moved to 1.", (await RunAsync("schema", "migrate", "a")).Output, StringComparison.Ordinal);

        var (_, anchor, _) = await RunAsync("history", "checkpoint");
        Assert.Contains("Intact: 2 entries of 1 tasks", (await RunAsync("verify", "--anchor", anchor.Trim())).Output, StringComparison.Ordinal);
        var exported = _folder.File("history.jsonl");
        Assert.Equal(0, (await RunAsync("history", "export", exported)).Code);
        Assert.Equal(0, (await RunAsync("verify", exported, "--anchor", anchor.Trim())).Code);
        await File.WriteAllTextAsync(exported, (await File.ReadAllTextAsync(exported)).Replace("Fine.", "Wrong.", StringComparison.Ordinal));
        Assert.Equal(1, (await RunAsync("verify", exported)).Code);
        Assert.Contains("Entry 2 of task", (await RunAsync("history", "redact", id.Trim(), "2")).Output, StringComparison.Ordinal);
        Assert.Contains("with an entry 9", (await RunAsync("history", "redact", id.Trim(), "9")).Error, StringComparison.Ordinal);
        Assert.Contains("Intact: 3 entries of 1 tasks, 1 redacted", (await RunAsync("verify", "--anchor", anchor.Trim())).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("schema", "remove", "a", "--confirm", "a")).Code);
        Assert.Contains("There is no schema", (await RunAsync("schema", "show", "a")).Error, StringComparison.Ordinal);

        async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => await RobotProcess.RunAsync(
            _folder.Path,
            new Dictionary<string, string> { ["HubServer__Database"] = database.Setting, ["Hub__Url"] = hub.App.Client.BaseAddress!.ToString(), ["Hub__Key"] = hub.Key },
            "",
            ["hub", .. arguments]);
    }
}
