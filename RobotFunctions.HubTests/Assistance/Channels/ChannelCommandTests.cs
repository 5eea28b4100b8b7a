using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Assistance.Channels;

public sealed class ChannelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task A_channel_is_created_tested_listed_and_deleted_by_commands_and_its_secret_is_not_printed(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(TimeProvider.System);

        var created = await RunAsync(database, slack.Url, "channel", "create", "slack", "help desk");
        var tested = await RunAsync(database, "", "channel", "test", "help desk");
        var listed = await RunAsync(database, "", "channel", "list");
        var deleted = await RunAsync(database, "", "channel", "delete", "Help Desk");
        var empty = await RunAsync(database, "", "channel", "list");

        Assert.Equal((0, 0, 0, 0, 0), (created.Code, tested.Code, listed.Code, deleted.Code, empty.Code));
        Assert.Contains("Slack answered ok.", tested.Output, StringComparison.Ordinal);
        Assert.Contains("help desk  slack", listed.Output, StringComparison.Ordinal);
        Assert.Equal("", empty.Output.Trim());
        Assert.Single(slack.Posts);
        Assert.All([created, tested, listed, deleted], static run => Assert.DoesNotContain("s3cr3t", run.Output + run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no channel", "channel", "test", "unknown")]
    [InlineData("no channel", "channel", "delete", "unknown")]
    [InlineData("addresses", "channel", "create", "email", "ops")]
    [InlineData("whsec_", "channel", "create", "webhook", "hook", "--url", "https://example.org/")]
    public async Task A_command_that_cannot_do_it_says_why(string sentence, params string[] arguments)
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);

        var (code, _, error) = await RunAsync(database, "", arguments);

        Assert.NotEqual(0, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, string input, params string[] arguments) => RobotProcess.RunAsync(
        _folder.Path,
        new Dictionary<string, string> { ["HubServer__Database"] = database.Setting, ["HubServer__AllowPrivateDestinations"] = "true" },
        input,
        ["hub", .. arguments]);
}
