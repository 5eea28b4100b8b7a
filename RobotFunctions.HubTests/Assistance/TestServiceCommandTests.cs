using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Assistance;

/// <summary><c>robot hub test-service</c>.</summary>
public sealed class TestServiceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_calls_the_Hub_with_a_token_that_the_client_gets_from_the_issuer()
    {
        await using var issuer = TestIssuer.Start();
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), settings: issuer.Settings);
        await hub.AddTopicAsync("sales", null, "at once: slack");

        var heartbeat = await RunAsync(issuer, hub.App.Client.BaseAddress!, TestIssuer.ClientSecret);
        var asked = await RunAsync(issuer, hub.App.Client.BaseAddress!, TestIssuer.ClientSecret, "-e", "assistance", "--topic", "Sales");
        var unknown = await RunAsync(issuer, hub.App.Client.BaseAddress!, TestIssuer.ClientSecret, "-e", "assistance", "--topic", "weather");

        Assert.True(heartbeat.Code == 0 && heartbeat.Output.Contains("GET /heartbeat/scoped: 204", StringComparison.Ordinal), $"{heartbeat}");
        Assert.True(asked.Code == 0 && asked.Output.Contains("POST /assistance: 202", StringComparison.Ordinal), $"{asked}");
        Assert.True(unknown.Code == 1 && unknown.Output.Contains("There is no topic 'weather'", StringComparison.Ordinal), $"{unknown}");
    }

    [Fact]
    public async Task A_client_that_the_issuer_refuses_is_told_what_to_check_and_no_secret_is_shown()
    {
        await using var issuer = TestIssuer.Start();

        var (code, output, error) = await RunAsync(issuer, new Uri("http://127.0.0.1:9/"), "wrong-secret");
        var unset = await RobotProcess.RunAsync(_folder.Path, new Dictionary<string, string>(), "", "hub", "test-service");

        Assert.Equal(2, code);
        Assert.Contains("The issuer answered 401 (invalid_client). Check TEST_CLIENT_ID and TEST_CLIENT_SECRET", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", output + error, StringComparison.Ordinal);
        Assert.True(unset.Code == 2 && unset.Error.Contains("Set HubServer__Tokens__Authority", StringComparison.Ordinal), unset.Error);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(TestIssuer issuer, Uri hub, string secret, params string[] arguments)
    {
        var environment = issuer.Settings.ToDictionary(static setting => setting.Name.Replace(":", "__", StringComparison.Ordinal), static setting => setting.Value);
        (environment["TEST_CLIENT_ID"], environment["TEST_CLIENT_SECRET"], environment["Hub__Url"]) = (TestIssuer.ClientId, secret, hub.ToString());
        return RobotProcess.RunAsync(_folder.Path, environment, "", ["hub", "test-service", .. arguments]);
    }
}
