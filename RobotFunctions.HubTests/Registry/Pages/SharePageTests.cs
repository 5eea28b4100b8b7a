using System.Net;
using OpenTelemetry;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Registry.Pages;

public sealed class SharePageTests
{
    [Theory]
    [Stores]
    public async Task A_browser_gets_a_page_and_a_program_JSON(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var path = await ShareAsync(hub);
        using var nobody = new Visitor(hub.App);

        var page = await nobody.ReadAsync(path);
        using var json = await hub.App.Client.GetAsync(path);
        using var unknown = await nobody.GetAsync($"/share/{SecretToken.Create()}");

        Assert.Contains("AGV 1", page, StringComparison.Ordinal);
        Assert.Contains($"/sign-in?return={Uri.EscapeDataString(path)}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
        Assert.Equal("AGV 1", (await json.JsonAsync()).GetProperty("robots")[0].GetProperty("name").GetString());
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [Stores]
    public async Task An_admin_claims_a_session_for_a_workspace_of_theirs(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var path = await ShareAsync(hub);
        using var ada = await Visitor.SeedAsync(hub.App);
        using var ben = await Visitor.SeedAsync(hub.App, Role.Member, "ben");
        var page = await ada.ReadAsync(path);

        using var refused = await ben.SubmitAsync("/account", "/w/default/share/claim", [("share_token", path["/share/".Length..])]);
        using var claimed = await ada.SubmitAsync(path, "/w/default/share/claim", [("share_token", path["/share/".Length..])]);

        Assert.Contains("Claim it for default", page, StringComparison.Ordinal);
        Assert.Contains("you are not an admin of any", await SeenByAsync(ben), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Matches("^/w/default/registry/projects/", claimed.Headers.Location!.OriginalString);
        Assert.Contains("The shared session is yours", await ada.ReadAsync(claimed.Headers.Location.OriginalString), StringComparison.Ordinal);
        Assert.Equal(1, (await hub.ReadAsync("/api/v1/robots")).GetProperty("items").GetArrayLength());
        using var gone = await ada.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        // Another session, because this one is claimed.
        async Task<string> SeenByAsync(Visitor visitor) => await visitor.ReadAsync(await ShareAsync(hub));
    }

    [Fact]
    public async Task A_claim_that_is_refused_leads_back_to_the_page_and_says_why()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        await hub.CreateRobotAsync(serial: "SN-1");
        var path = await ShareAsync(hub, serial: "SN-1");
        using var ada = await Visitor.SeedAsync(hub.App);

        using var refused = await ada.SubmitAsync(path, "/w/default/share/claim", [("share_token", path["/share/".Length..])]);
        var page = await ada.ReadAsync(path);
        using var wrong = await ada.SubmitAsync("/account", "/w/default/share/claim", [("share_token", "x")]);

        Assert.Equal(path, refused.Headers.Location!.OriginalString);
        Assert.Matches("role=\"alert\"><p>[^<]*SN-1", page);
        Assert.Equal("/w/default/registry", wrong.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_token_is_in_no_log_line_referrer_or_search_engine()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var path = await ShareAsync(hub);
        using var ada = await Visitor.SeedAsync(hub.App);

        using var shown = await ada.GetAsync(path);
        using var claimed = await ada.SubmitAsync(path, "/w/default/share/claim", [("share_token", path["/share/".Length..])]);
        using var gone = await ada.GetAsync(path);

        foreach (var answer in new[] { shown, gone })
        {
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }

        Assert.DoesNotContain(path["/share/".Length..], claimed.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(hub.App.Logs.Lines, static line => line.Text.Contains("GET /share/{token}", StringComparison.Ordinal));
        Assert.DoesNotContain(hub.App.Logs.Lines, line => line.Text.Contains(path["/share/".Length..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_is_in_no_span_that_goes_to_the_collector()
    {
        await using var collector = LoopbackServer.Answering(200);
        string path;
        await using (var hub = await RegistryHub.StartAsync(StoreKind.Sqlite, settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]))
        {
            path = await ShareAsync(hub);

            // The client of this test has spans too, in the same process.
            using var withoutClient = SuppressInstrumentationScope.Begin();
            using var nobody = new Visitor(hub.App);
            await nobody.ReadAsync(path);
            using var signIn = await nobody.GetAsync($"/sign-in?return={Uri.EscapeDataString(path)}");
        }

        Assert.Contains(collector.Exchanges, static exchange => exchange.Target == "/v1/traces" && exchange.Text.Contains("/share/{token}", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Exchanges, exchange => exchange.Text.Contains(path["/share/".Length..], StringComparison.Ordinal));
    }

    private static async Task<string> ShareAsync(RegistryHub hub, string? serial = null)
    {
        var (status, created) = await hub.SendAsync(HttpMethod.Post, "/api/v1/robots", new { name = "AGV 1", robot_type = "agv", serial_number = serial });
        Assert.True(status == HttpStatusCode.Created, $"{created}");
        return new Uri(created.GetProperty("share_url").GetString()!).AbsolutePath;
    }
}
