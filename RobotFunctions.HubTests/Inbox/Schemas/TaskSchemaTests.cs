using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Schemas;

public sealed class TaskSchemaTests
{
    [Theory]
    [InlineData("https://shop.example/other?x=1", true)]
    [InlineData("https://SHOP.example:443/", true)]
    [InlineData("https://shop.example:444/", false)]
    [InlineData("http://shop.example/", false)]
    [InlineData("https://shop.example.evil.example/", false)]
    [InlineData("https://shop.example@evil.example/", false)]
    [InlineData("https://user@shop.example/", false)]
    [InlineData("/relative", false)]
    public void A_callback_lies_under_the_host_of_the_webhook(string callback, bool isAllowed)
    {
        var schema = SchemaFiles.Read(SchemaFiles.Whole).Schema!;

        Assert.Equal(isAllowed, schema.AllowsCallback(schema.TaskTypes[0], new Uri(callback, UriKind.RelativeOrAbsolute)));
    }

    [Fact]
    public void Without_a_webhook_no_callback_is_allowed()
    {
        var schema = SchemaFiles.Read(SchemaFiles.WithType("")).Schema!;

        Assert.False(schema.AllowsCallback(schema.TaskTypes[0], new Uri("https://shop.example/")));
    }

    [Theory]
    [InlineData("1.0.0", "file", SchemaInstallation.Identical)]
    [InlineData("1", "file", SchemaInstallation.Identical)]
    [InlineData("1", "other", SchemaInstallation.Taken)]
    [InlineData("1.1", "file", SchemaInstallation.New)]
    public void The_same_version_is_installed_only_once(string version, string content, object expected)
    {
        Assert.True(SchemaVersion.TryParse("1.0.0", out var installed));
        Assert.True(SchemaVersion.TryParse(version, out var posted));

        Assert.Equal(expected, SchemaInstallations.Decide(posted, System.Text.Encoding.UTF8.GetBytes(content), [(installed, "file"u8.ToArray())]));
    }

    [Fact]
    public void The_next_states_are_those_that_may_follow() =>
        Assert.Equal([null, "q"], SchemaFiles.Type("transitions: {p: [\"\", q, p]}").NextStates("p"));
}
