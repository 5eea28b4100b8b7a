using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Browser;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Pages;

/// <summary>What an attacker tries with pages. The lists of pages and forms are the Hub's own, so that a new one is tested without a change here.</summary>
public sealed partial class HostilePagesTests
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // Of an answer that has no content, such as a redirect.
    private const string EmptyPolicy = "default-src 'none'; frame-ancestors 'none'";

    private const string Attack = "\"'></title></textarea><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}";

    [Fact]
    public async Task Text_of_others_is_never_markup()
    {
        await using var hub = await PageHub.StartAsync(Attack);
        using var ada = await Visitor.SeedAsync(hub.App, name: Attack, administrator: true);

        foreach (var path in Everything(hub))
        {
            var page = await ada.ReadAsync(path);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.Matches("&lt;script&gt;|&lt;script>", page);
        }
    }

    [BrowserFact]
    public async Task Text_of_others_runs_nothing_in_a_browser()
    {
        await using var hub = await PageHub.StartAsync(Attack, deliveries: 20);
        using var ada = await Visitor.SeedAsync(hub.App, name: Attack, administrator: true);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada);

        foreach (var path in Everything(hub))
        {
            await window.Page.GotoAsync(path);
        }

        await window.Page.GotoAsync("/w/default/deliveries");
        await window.Page.Locator("#older").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(window.Page.Locator("#rows > li")).ToHaveCountAsync(80);

        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Every_page_has_the_headers_that_keep_it_out_of_frames_caches_and_other_sites()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);

        foreach (var path in (string[])[.. hub.Pages(), .. hub.PagesOfNoWorkspace(open: false), .. hub.PagesOfNoWorkspace(open: true), "/w/default/nope", "/nope"])
        {
            using var answer = await ada.GetAsync(path);
            Assert.Equal(answer.Content.Headers.ContentType is null ? EmptyPolicy : PagePolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }
    }

    [Fact]
    public async Task No_page_has_inline_script_or_style()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);

        foreach (var path in Everything(hub))
        {
            Assert.DoesNotMatch(Inline(), await ada.ReadAsync(path));
        }
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_anothers_changes_nothing()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);
        using var eve = await Visitor.SeedAsync(hub.App, name: "eve");
        var foreign = await eve.FormTokenAsync("/w/default/keys/new");
        var before = await hub.App.ReadAsync(static store => store.Audit.CountAsync());

        foreach (var path in hub.Forms())
        {
            using var without = await ada.PostAsync(path, [("name", "a"), ("paused", "resume")]);
            using var with = await ada.PostAsync(path, [("name", "a"), ("paused", "resume"), (SeededVisitors.TokenName, foreign)]);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, without.StatusCode));
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, with.StatusCode));
            Assert.Contains("Nothing was changed", await with.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(before, await hub.App.ReadAsync(static store => store.Audit.CountAsync()));
    }

    [Fact]
    public async Task A_GET_changes_nothing()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);
        var before = await hub.App.ReadAsync(static store => store.Audit.CountAsync());

        foreach (var path in (string[])[.. hub.Pages(), .. hub.Forms()])
        {
            using var answer = await ada.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.MethodNotAllowed, path);
        }

        Assert.Equal(before, await hub.App.ReadAsync(static store => store.Audit.CountAsync()));
    }

    [Fact]
    public async Task Pages_of_another_workspace_and_its_objects_do_not_exist()
    {
        await using var hub = await PageHub.StartAsync();
        using var eve = await Visitor.SeedAsync(hub.App, name: "eve", workspace: await hub.App.CreateWorkspaceAsync("second"));

        foreach (var path in hub.Pages())
        {
            using var theirs = await eve.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, theirs.StatusCode));
            using var own = await eve.GetAsync(path.Replace("/w/default/", "/w/second/", StringComparison.Ordinal));
            var page = await own.Content.ReadAsStringAsync();
            Assert.DoesNotContain(hub.Text, page, StringComparison.Ordinal);
            Assert.Equal((path, Identifier().IsMatch(path) ? HttpStatusCode.NotFound : HttpStatusCode.OK), (path, own.StatusCode));
        }
    }

    [Fact]
    public async Task A_form_cannot_set_what_it_does_not_show()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);

        using var created = await ada.SendFormAsync(
            "/w/default/subscriptions",
            ("kind", "webhook"), ("name", "b"), ("url", "https://example.org/"), ("Id", $"{Guid.Empty}"), ("WorkspaceId", $"{Guid.NewGuid()}"), ("DisabledAt", "2026-01-01"));
        using var key = await ada.SendFormAsync("/w/default/keys", ("name", "c"), ("scopes", "ping"), ("scopes", Scopes.WorkspacesWrite), ("days", "30"));

        Assert.Equal(HttpStatusCode.SeeOther, created.StatusCode);
        var stored = await hub.App.ReadAsync(static store => store.Subscriptions.SingleAsync(static subscription => subscription.Name == "b"));
        Assert.Equal((Workspace.DefaultId, null), (stored.WorkspaceId, stored.DisabledAt));
        Assert.NotEqual(Guid.Empty, stored.Id);
        Assert.Equal(HttpStatusCode.Forbidden, key.StatusCode);
    }

    private static string[] Everything(PageHub hub) => [.. hub.Pages(), .. hub.MorePages(), .. hub.PagesOfNoWorkspace(open: false)];

    // Our own scripts have a src; nothing else has script, style, an event handler or a javascript: URL.
    [GeneratedRegex("""<script(?![^>]* src="/assets/)|<style|\sstyle=|\son[a-z]+\s*=|javascript:|hx-on|hx-vals|hx-headers""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("[0-9a-f]{8}-")]
    private static partial Regex Identifier();
}
