using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Access;

public sealed class TokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TestIssuer _issuer = TestIssuer.Start();
    private HubApp _hub = null!;

    public async Task InitializeAsync() =>
        _hub = await HubApp.StartAsync(StoreKind.Sqlite, services => services.AddSingleton<TimeProvider>(_time), settings: _issuer.Settings);

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256", "at+jwt")]
    [InlineData("RS256", "JWT")]
    [InlineData("ES256", "at+jwt")]
    public async Task A_token_of_the_issuer_is_accepted(string algorithm, string type) => Assert.Equal(204, await CallAsync(_issuer.Issue(_time.GetUtcNow(), algorithm, type)));

    [Theory]
    [InlineData("HS256")]
    [InlineData("RS384")]
    [InlineData("PS256")]
    public async Task A_token_signed_otherwise_is_refused(string algorithm) => Assert.Equal(401, await CallAsync(_issuer.Issue(_time.GetUtcNow(), algorithm)));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("RS256")]
    public async Task A_token_without_signature_is_refused(string algorithm)
    {
        var exp = _time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds();

        Assert.Equal(401, await CallAsync(TestIssuer.Unsigned(
            $$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"rsa"}""",
            $$"""{"iss":"{{_issuer.Url}}","aud":"hub","sub":"app","scope":"ping","exp":{{exp}}}""")));
    }

    [Theory]
    [InlineData("id+jwt")]
    [InlineData("logout+jwt")]
    public async Task A_token_of_another_type_is_refused(string type) => Assert.Equal(401, await CallAsync(_issuer.Issue(_time.GetUtcNow(), type: type)));

    [Fact]
    public async Task A_token_is_for_this_audience_and_from_this_issuer_and_names_somebody()
    {
        Assert.Equal(401, await CallAsync(Issue(static token => token.Audience = "other")));
        Assert.Equal(401, await CallAsync(Issue(static token => token.Audience = null)));
        Assert.Equal(401, await CallAsync(Issue(static token => token.Issuer = "http://other.example.org")));
        Assert.Equal(401, await CallAsync(Issue(static token => token.Claims.Remove("sub"))));
        Assert.Equal(204, await CallAsync(Issue(static token =>
        {
            token.Claims.Remove("sub");
            token.Claims["client_id"] = "app";
        })));
    }

    [Theory]
    [InlineData(-61, 401)]
    [InlineData(-59, 204)]
    public async Task A_token_is_accepted_until_its_expiry_and_the_clock_skew(int expires, int status) =>
        Assert.Equal(status, await CallAsync(Issue(token => (token.NotBefore, token.Expires) = (null, _time.GetUtcNow().UtcDateTime.AddSeconds(expires)))));

    [Theory]
    [InlineData(61, 401)]
    [InlineData(59, 204)]
    public async Task A_token_is_accepted_from_its_start_less_the_clock_skew(int starts, int status) =>
        Assert.Equal(status, await CallAsync(Issue(token => token.NotBefore = _time.GetUtcNow().UtcDateTime.AddSeconds(starts))));

    [Fact]
    public async Task A_token_without_expiry_is_refused() => Assert.Equal(401, await CallAsync(Issue(static token => token.Expires = null)));

    [Fact]
    public async Task A_token_with_critical_extensions_is_refused() =>
        Assert.Equal(401, await CallAsync(Issue(static token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "exp" } })));

    [Theory]
    [InlineData("scope", "ping other")]
    [InlineData("scp", "ping")]
    public async Task Scopes_are_read_from_text(string claim, string value) => Assert.Equal(204, await CallAsync(IssueWith(claim, value)));

    [Theory]
    [InlineData("scp")]
    [InlineData("roles")]
    public async Task Scopes_are_read_from_lists(string claim) => Assert.Equal(204, await CallAsync(IssueWith(claim, new[] { "ping", "other" })));

    [Theory]
    [InlineData("scope", "pinging")]
    [InlineData("groups", "ping")]
    [InlineData("scope", "PING")]
    public async Task Other_claims_and_scopes_are_not_enough(string claim, string value) => Assert.Equal(403, await CallAsync(IssueWith(claim, value)));

    [Fact]
    public async Task A_token_belongs_to_the_workspace_of_its_claim()
    {
        await using var hub = await HubApp.StartAsync(
            StoreKind.Sqlite, services => services.AddSingleton<TimeProvider>(_time), settings: [.. _issuer.Settings, ("HubServer:Tokens:WorkspaceClaim", "tenant")]);
        await hub.CreateWorkspaceAsync("second");

        Assert.Equal(401, await CallAsync(_issuer.Issue(_time.GetUtcNow()), hub));
        Assert.Equal(401, await CallAsync(Issue(static token => token.Claims["tenant"] = "third"), hub));
        Assert.Equal(204, await CallAsync(Issue(static token => token.Claims["tenant"] = "second"), hub));
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_lets_nobody_in()
    {
        await using var hub = await HubApp.StartAsync(
            StoreKind.Sqlite, settings: [("HubServer:Tokens:Authority", "http://127.0.0.1:1"), ("HubServer:Tokens:Audience", TestIssuer.Audience)]);

        Assert.Equal(401, await CallAsync(_issuer.Issue(TimeProvider.System.GetUtcNow()), hub));
    }

    [Fact]
    public void A_changed_token_is_refused_never_an_error()
    {
        var token = _issuer.Issue(_time.GetUtcNow());

        // The last letter of a part may have bits that do not count.
        Prop.ForAll(Gen.Choose(0, token.Length - 2).ToArbitrary(), Gen.Choose('!', '~').ToArbitrary(), (place, letter) =>
            token[place] == letter || CallAsync($"{token[..place]}{(char)letter}{token[(place + 1)..]}").GetAwaiter().GetResult() == 401)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte[]>(), (one, two) =>
            CallAsync($"eyJ{Convert.ToHexString(one ?? [])}.{Convert.ToBase64String(two ?? [])}").GetAwaiter().GetResult() == 401)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    private string Issue(Action<SecurityTokenDescriptor> change) => _issuer.Issue(_time.GetUtcNow(), change: change);

    private string IssueWith(string claim, object value) => Issue(token =>
    {
        token.Claims.Remove("scope");
        token.Claims[claim] = value;
    });

    private async Task<int> CallAsync(string token, HubApp? hub = null)
    {
        using var answer = await (hub ?? _hub).SendAsync(HttpMethod.Get, "/heartbeat/scoped", token);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
            Assert.DoesNotContain(token, await answer.DetailAsync(), StringComparison.Ordinal);
        }

        return (int)answer.StatusCode;
    }
}
