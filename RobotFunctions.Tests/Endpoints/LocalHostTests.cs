using Microsoft.Extensions.Options;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Endpoints;

public sealed class LocalHostTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    [InlineData("http://example.org:0")]
    public void Without_signatures_the_robot_does_not_start_where_others_can_reach_it(string urls)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Build(urls, ("Intake:Environment", "local")));

        Assert.Contains("other machines can reach", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Robot:Secret", "", "Robot:Secret is missing")]
    [InlineData("Robot:Id", "", "Robot:Id is missing")]
    [InlineData("Robot:Id", "8c0b9c1e-3f6b-11ee-be56-0242ac120002", "not a UUID of version 4 or 7")]
    [InlineData("Repository:Url", "", "Repository:Url is missing")]
    [InlineData("Repository:Api", "G7", "Repository:Api must be")]
    [InlineData("Robot:Enhancer", "nobody", "nobody")]
    public void A_mistake_in_the_configuration_keeps_it_from_starting(string key, string value, string sentence)
    {
        var invalid = Assert.Throws<OptionsValidationException>(() => Build("http://127.0.0.1:0", (key, value)));

        Assert.Contains(sentence, invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hosts_do_not_share_a_store()
    {
        await using var first = Build("http://127.0.0.1:0");
        await first.StartAsync();

        Assert.Throws<StoreRefusedException>(() => Build("http://127.0.0.1:0"));
        await first.StopAsync();
    }

    [Fact]
    public async Task A_host_whose_store_is_gone_lives_but_is_not_ready()
    {
        using var fixture = new EndpointsFixture();
        await fixture.InitializeAsync();
        Assert.Equal((200, "ok"), await StatusAsync("/health"));
        Assert.Equal(200, (await StatusAsync("/ready")).Status);

        Directory.Move(fixture.Store, fixture.Store + "-away");

        Assert.Equal(200, (await StatusAsync("/health")).Status);
        Assert.Equal((503, """{"ready":false,"failed":["store"]}"""), await StatusAsync("/ready"));
        Assert.Equal(503, (await fixture.PushAsync("/batch/", EndpointsFixture.Batch(Guid.NewGuid()))).Status);
        var (listed, problem) = await StatusAsync("/requests/");
        Assert.Equal(503, listed);
        Assert.Contains("store is unavailable", problem, StringComparison.Ordinal);
        Directory.Move(fixture.Store + "-away", fixture.Store);
        await fixture.DisposeAsync();

        async Task<(int Status, string Body)> StatusAsync(string path)
        {
            var (status, body, _) = await fixture.GetAsync(path);
            return (status, body);
        }
    }

    private Microsoft.AspNetCore.Builder.WebApplication Build(string urls, params (string Key, string Value)[] settings) =>
        LocalHost.Build(EndpointsFixture.Configuration(_temporary.File("store"), settings), urls, TimeSpan.Zero, static _ => { });
}
