using System.Net;
using RobotFunctions.Core.Signing;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Endpoints;

/// <summary>
/// All calls of these tests come from loopback, as those of a proxy on the same machine do, and of a browser that was told that a name of the internet
/// is this machine: that alone opens nothing.
/// </summary>
public sealed class OperatorKeyTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string, string> AdminEndpoints => new()
    {
        { "GET", "/requests/" },
        { "GET", "/requests/0198c1a2-7b3c-7def-8123-00000000dead" },
        { "POST", "/requests/0198c1a2-7b3c-7def-8123-00000000dead/cancel" },
        { "POST", "/requests/0198c1a2-7b3c-7def-8123-00000000dead/redeliver" },
    };

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(AdminEndpoints))]
    public async Task An_admin_endpoint_asks_for_the_operator_key_wherever_the_caller_is(string method, string path)
    {
        await using var robot = await RobotAsync();

        foreach (var wrong in (string[]?[])[null, [""], ["another-operator-key-entirely"], [TestRobots.OperatorKey, TestRobots.OperatorKey], [TestRobots.OperatorKey + "x"]])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync(method, path, key: wrong));
        }

        Assert.NotEqual(HttpStatusCode.Unauthorized, await robot.StatusAsync(method, path, key: [TestRobots.OperatorKey]));
    }

    [Theory]
    [MemberData(nameof(AdminEndpoints))]
    public async Task An_admin_endpoint_does_not_answer_under_a_name_of_the_internet_even_with_the_key(string method, string path)
    {
        await using var robot = await RobotAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await robot.StatusAsync(method, path, "evil.example", [TestRobots.OperatorKey]));
    }

    [Fact]
    public async Task Host_names_that_are_allowed_are_answered_and_no_others()
    {
        await using var robot = await RobotAsync(("Intake:AllowedHosts:0", "*.robots.example"));

        Assert.Equal(HttpStatusCode.OK, await robot.StatusAsync("GET", "/requests/", "toy.robots.example", [TestRobots.OperatorKey]));
        Assert.Equal(HttpStatusCode.OK, await robot.StatusAsync("GET", "/requests/", "localhost", [TestRobots.OperatorKey]));
        Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync("POST", "/batch/", "toy.robots.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await robot.StatusAsync("POST", "/batch/", "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await robot.StatusAsync("GET", "/health", "10.1.2.3"));
    }

    [Fact]
    public async Task The_bypass_takes_an_unsigned_request_with_the_operator_key_under_this_machine_s_name_only()
    {
        await using var robot = await RobotAsync(("Intake:Environment", "local"));

        Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync("POST", "/batch/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync("POST", "/batch/", "evil.example", [TestRobots.OperatorKey]));
        Assert.Equal(HttpStatusCode.Accepted, await robot.StatusAsync("POST", "/batch/", key: [TestRobots.OperatorKey]));
    }

    [Fact]
    public async Task The_key_alone_is_no_signature()
    {
        await using var robot = await RobotAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await robot.StatusAsync("POST", "/batch/", key: [TestRobots.OperatorKey]));
    }

    [Fact]
    public async Task A_robot_that_is_given_no_key_makes_one_at_its_first_start_that_only_its_owner_can_read_and_keeps_it()
    {
        var file = _temporary.File("store", StoreFolder.OperatorKeyFile);
        string made;
        await using (var robot = await RobotAsync(("Intake:OperatorKey", "")))
        {
            made = (await File.ReadAllTextAsync(file)).Trim();
            Assert.Equal(HttpStatusCode.OK, await robot.StatusAsync("GET", "/requests/", key: [made]));
        }

        await using var again = await RobotAsync(("Intake:OperatorKey", ""));
        Assert.Equal(HttpStatusCode.OK, await again.StatusAsync("GET", "/requests/", key: [made]));
        Assert.Equal(64, made.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_damaged_key_stops_the_start_with_what_to_do()
    {
        await using (await RobotAsync())
        {
        }

        await File.WriteAllTextAsync(_temporary.File("store", StoreFolder.OperatorKeyFile), "");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => RobotAsync(("Intake:OperatorKey", "")));
        Assert.Contains("Delete the file", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Robot> RobotAsync(params (string Key, string Value)[] settings)
    {
        var host = LocalHost.Build(EndpointsFixture.Configuration(_temporary.File("store"), settings), "http://127.0.0.1:0", TimeSpan.Zero, static _ => { });
        await host.StartAsync();
        return new Robot(host);
    }

    private sealed class Robot(Microsoft.AspNetCore.Builder.WebApplication host) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri(host.Urls.Single()) };

        public async Task<HttpStatusCode> StatusAsync(string method, string path, string? name = null, string[]? key = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Headers.Host = name;
            request.Headers.TryAddWithoutValidation(OperatorKey.HeaderName, key ?? []);
            request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, TestRobots.RobotId.ToString());
            request.Content = method == "POST" ? new StringContent(EndpointsFixture.Batch(Guid.NewGuid())) : null;
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await host.StopAsync();
            await host.DisposeAsync();
        }
    }
}
