using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.People;

public sealed class OidcTests
{
    private static readonly object Accounts = new Dictionary<string, object>
    {
        ["s-ada"] = new { preferred_username = "ada", email = "ada@example.org", email_verified = true, groups = new[] { "readers", "operators" } },
        ["s-ben"] = new { preferred_username = "ben", email = "ben@example.org", email_verified = true },
        ["s-eve"] = new { preferred_username = "eve", email = "eve@example.org", email_verified = false, groups = new[] { "strangers" } },
        ["s-mal"] = new { preferred_username = "Local", email = "mal@example.org", email_verified = true },
    };

    [NodeTheory]
    [Stores]
    public async Task A_person_of_the_provider_signs_in_and_roles_follow_the_groups_at_every_sign_in(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        using var ada = new Visitor(hub);

        using var first = await SignInAsync(provider, ada, "s-ada", "/w/default/members");
        using var members = await ada.GetAsync("/w/default/members");
        var person = await hub.ReadAsync(static store => store.People.SingleAsync());
        var role = await RoleAsync(hub);
        await provider.ReplaceAsync(new Dictionary<string, object> { ["s-ada"] = new { preferred_username = "renamed", groups = new[] { "owners", "readers" } } });
        using var second = await SignInAsync(provider, ada, "s-ada");
        var higher = await RoleAsync(hub);
        await provider.ReplaceAsync(new Dictionary<string, object> { ["s-ada"] = new { email = "ada@example.org", email_verified = true } });
        using var third = await SignInAsync(provider, ada, "s-ada");
        var none = await RoleAsync(hub);

        Assert.Equal((HttpStatusCode.Found, "/w/default/members"), (first.StatusCode, first.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, members.StatusCode);
        Assert.Equal(("ada", "ada@example.org", true, null), (person.Name, person.Email, person.IsAdministrator, person.PasswordHash));
        Assert.Equal([Role.Viewer, Role.Admin, null], new[] { role, higher, none });
        Assert.False(await hub.ReadAsync(static store => store.People.Select(static found => found.IsAdministrator).SingleAsync()));
        Assert.Equal(
            ["member.added", "member.changed", "member.removed", "person.created", "person.signed-in", "person.signed-in", "person.signed-in"],
            await hub.ReadAsync(static store => store.Audit.Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [NodeTheory]
    [Stores]
    public async Task Who_is_in_no_group_and_of_no_domain_may_not_sign_in_and_no_account_is_made(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        using var eve = new Visitor(hub);
        using var ben = new Visitor(hub);

        using var refused = await SignInAsync(provider, eve, "s-eve");
        using var allowed = await SignInAsync(provider, ben, "s-ben");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(eve.Token);
        Assert.Equal(HttpStatusCode.Found, allowed.StatusCode);
        Assert.Equal("ben", await hub.ReadAsync(static store => store.People.Select(static person => person.UserName).SingleAsync()));
    }

    [NodeTheory]
    [Stores]
    public async Task A_name_at_the_provider_does_not_take_over_an_account_of_the_Hub(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        await Visitor.AddAsync(hub, "local", Role.Admin, administrator: true);
        using var mallory = new Visitor(hub);

        using var refused = await SignInAsync(provider, mallory, "s-mal");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Null(mallory.Token);
    }

    [NodeTheory]
    [Stores]
    public async Task A_disabled_person_does_not_sign_in_and_a_person_of_the_provider_has_no_password(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        using var ben = new Visitor(hub);
        (await SignInAsync(provider, ben, "s-ben")).Dispose();
        var access = hub.Services.GetRequiredService<AccountAccess>();
        var by = CommandLineCaller.In(Workspace.DefaultId);
        var id = await hub.ReadAsync(static store => store.People.Select(static person => person.Id).SingleAsync());

        var reset = await access.ResetAsync(by, id, removeSecondFactor: false);
        await access.SetDisabledAsync(by, id, disabled: true);
        using var refused = await SignInAsync(provider, ben, "s-ben");

        Assert.Equal(409, reset.Problem?.Status);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [NodeTheory]
    [Stores]
    public async Task The_request_has_a_challenge_and_the_answer_works_once_and_in_this_browser_only(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        using var ben = new Visitor(hub);
        using var other = new Visitor(hub);
        using var start = await ben.GetAsync("/sign-in/oidc?return=//evil.example");
        var callback = await provider.LogInAsync(start.Headers.Location!, "s-ben");

        using var elsewhere = await other.GetAsync(callback.PathAndQuery);
        using var here = await ben.GetAsync(callback.PathAndQuery);
        using var again = await ben.GetAsync(callback.PathAndQuery);
        using var nothing = await ben.GetAsync("/sign-in/oidc/callback");

        Assert.Contains("code_challenge_method=S256", start.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.All(start.Headers.GetValues("Set-Cookie"), static cookie => Assert.Matches("samesite=lax; httponly", cookie));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        Assert.Null(other.Token);
        Assert.Equal((HttpStatusCode.Found, "/"), (here.StatusCode, here.Headers.Location?.OriginalString));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (again.StatusCode, nothing.StatusCode));
    }

    [NodeTheory]
    [Stores]
    public async Task The_redirect_URI_and_the_cookies_follow_the_public_URL_and_not_the_header_Host(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: [.. provider.Settings, ("HubServer:PublicUrl", "https://hub.example.org")]);
        using var visitor = new Visitor(hub);

        using var start = await visitor.GetAsync("/sign-in/oidc", ("Host", "evil.example"));
        using var page = await visitor.GetAsync("/sign-in", ("Host", "evil.example"));

        Assert.Contains($"redirect_uri={Uri.EscapeDataString("https://hub.example.org/sign-in/oidc/callback")}", start.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.All(start.Headers.GetValues("Set-Cookie"), static cookie => Assert.Contains("; secure;", cookie, StringComparison.Ordinal));
        Assert.DoesNotContain("evil", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [NodeTheory]
    [Stores]
    public async Task Who_signs_out_can_sign_out_at_the_provider_too(StoreKind kind)
    {
        await using var provider = await OidcProvider.StartAsync(Accounts);
        await using var hub = await HubApp.StartAsync(kind, settings: provider.Settings);
        using var ben = new Visitor(hub);
        (await SignInAsync(provider, ben, "s-ben")).Dispose();
        using var local = await Visitor.SignedInAsync(hub, "ada");

        using var signedOut = await ben.SubmitAsync("/account", "/sign-out", []);
        using var localSignedOut = await local.SubmitAsync("/account", "/sign-out", []);
        using var there = await ben.GetAsync("/signed-out/provider");
        using var asked = await hub.Client.GetAsync(there.Headers.Location);

        Assert.Equal(("/signed-out", "/sign-in"), (signedOut.Headers.Location?.OriginalString, localSignedOut.Headers.Location?.OriginalString));
        Assert.Contains("href=\"/signed-out/provider\"", await ben.ReadAsync("/signed-out"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, $"{provider.Url}/session/end?client_id=hub"), (there.StatusCode, there.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
    }

    [Fact]
    public async Task Without_a_provider_nobody_is_sent_to_one()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var visitor = new Visitor(hub);

        using var nowhere = await visitor.GetAsync("/signed-out/provider");

        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task Without_local_accounts_no_password_and_no_link_works()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings:
        [
            ("HubServer:SignIn:LocalAccounts", "false"), ("HubServer:SignIn:Oidc:Authority", "http://127.0.0.1:1"), ("HubServer:SignIn:Oidc:ClientId", "hub"), ("HubServer:SignIn:Oidc:AllowedGroups:0", "a"),
        ]);
        var added = await hub.Services.GetRequiredService<PersonDirectory>().AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson("ada", null, Role.Admin));
        using var visitor = new Visitor(hub);

        using var page = await visitor.GetAsync("/sign-in");
        using var link = await visitor.GetAsync($"/reset/{added.Token}");

        Assert.Null(await hub.Services.GetRequiredService<FirstAccount>().CreateLinkAsync());
        Assert.DoesNotContain("password", await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, link.StatusCode);
    }

    [Theory]
    [InlineData(new[] { "readers" }, null, false, true, Role.Viewer)]
    [InlineData(new[] { "owners", "readers" }, null, false, true, Role.Admin)]
    [InlineData(new[] { "Readers" }, null, false, false, null)]
    [InlineData(new string[0], "a@example.org", true, true, null)]
    [InlineData(new string[0], "a@EXAMPLE.org", true, true, null)]
    [InlineData(new string[0], "a@example.org", false, false, null)]
    [InlineData(new string[0], "a@evil-example.org", true, false, null)]
    [InlineData(new string[0], "a@example.org@evil.example", true, false, null)]
    [InlineData(new string[0], null, true, false, null)]
    public void Groups_and_verified_domains_decide(string[] groups, string? email, bool verified, bool maySignIn, object? role)
    {
        var options = new OidcOptions { Roles = { new GroupRoleOptions { Group = "readers", Role = "viewer" }, new GroupRoleOptions { Group = "owners", Role = "admin" } }, AllowedDomains = { "example.org" } };

        var decision = OidcDecision.Of(options, new OidcIdentity("i", "s", "n", email, verified, groups));

        Assert.Equal(maySignIn, decision.MaySignIn);
        Assert.Equal(role, decision.Roles.TryGetValue("default", out var given) ? given : null);
        Assert.Null(decision.IsAdministrator);
    }

    private static async Task<HttpResponseMessage> SignInAsync(OidcProvider provider, Visitor visitor, string login, string wanted = "/")
    {
        using var page = await visitor.GetAsync(visitor.Token is null ? $"/sign-in?return={Uri.EscapeDataString(wanted)}" : "/account");
        var link = visitor.Token is null ? WebUtility.HtmlDecode(Regex.Match(await page.Content.ReadAsStringAsync(), "href=\"(/sign-in/oidc[^\"]*)\"").Groups[1].Value) : "/sign-in/oidc";
        using var start = await visitor.GetAsync(link);
        Assert.Equal(HttpStatusCode.Found, start.StatusCode);
        var callback = await provider.LogInAsync(start.Headers.Location!, login);
        return await visitor.GetAsync(callback.PathAndQuery);
    }

    private static async Task<Role?> RoleAsync(HubApp hub) => await hub.ReadAsync(static store => store.Memberships.Select(static member => (Role?)member.Role).SingleOrDefaultAsync());
}
