using RobotFunctions.Core.Checks;
using RobotFunctions.Tests.Hub;

namespace RobotFunctions.Tests.Checks;

public sealed class HubCheckTests
{
    [Theory]
    [InlineData(204, "", CheckVerdict.Passed, "https://hub.example/below answers and accepts the key.")]
    [InlineData(401, """{"detail":"The key has expired."}""", CheckVerdict.Failed, "https://hub.example/below does not accept the key: 401, The key has expired. Check Hub:Key.")]
    [InlineData(403, "", CheckVerdict.Failed, "https://hub.example/below does not accept the key: 403. Check Hub:Key.")]
    [InlineData(404, "", CheckVerdict.Failed, "https://hub.example/below refuses the call: 404. Check Hub:Url.")]
    [InlineData(200, "<html>", CheckVerdict.Failed, "https://hub.example/below refuses the call: 200, That is not the answer of a Hub. Check Hub:Url.")]
    [InlineData(503, "", CheckVerdict.Failed, "https://hub.example/below answered 503. Check Hub:Url, the network, and that the Hub runs.")]
    public async Task The_line_says_what_was_seen_and_what_to_do(int status, string body, CheckVerdict verdict, string detail)
    {
        await using var hub = new HubClientFixture();
        hub.Handler.Answer(status, body);

        Assert.Equal(new("hub", verdict, detail), await hub.Check.RunAsync(default));
    }

    [Fact]
    public async Task A_Hub_that_cannot_be_reached_is_told()
    {
        await using var hub = new HubClientFixture("http://127.0.0.1:1");

        var result = await hub.Check.RunAsync(default);

        Assert.Equal(CheckVerdict.Failed, result?.Verdict);
        Assert.Contains("Check Hub:Url, the network, and that the Hub runs.", result?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Hub_there_is_no_line()
    {
        await using var hub = new HubClientFixture(isConfigured: false);

        Assert.Null(await hub.Check.RunAsync(default));
    }
}
