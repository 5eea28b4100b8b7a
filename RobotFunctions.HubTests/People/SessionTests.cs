using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.People;

/// <summary>How a session begins and ends, and what its cookie opens.</summary>
public sealed class SessionTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_planted_session_is_not_used_on()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var mallory = await Visitor.SignedInAsync(hub, "mallory");
        var planted = mallory.Token!;
        await Visitor.AddAsync(hub, "ada");
        using var ada = new Visitor(hub);
        var token = await ada.FormTokenAsync("/sign-in");
        ada.Cookies.Add(hub.Client.BaseAddress!, new Cookie("robot-hub", planted));

        // The form was opened before the cookie was planted; its token is nobody's, and the session is Mallory's.
        using var crossed = await ada.PostAsync("/sign-in", [("__RequestVerificationToken", token), ("name", "ada"), ("password", Visitor.Password)]);
        using var unknown = new Visitor(hub);
        unknown.Cookies.Add(hub.Client.BaseAddress!, new Cookie("robot-hub", SecretToken.Create()));
        var chosen = unknown.Token;
        using var signedIn = await unknown.SignInAsync("ada");
        using var attacker = new Visitor(hub);
        attacker.Cookies.Add(hub.Client.BaseAddress!, new Cookie("robot-hub", chosen));
        using var seen = await attacker.GetAsync("/account");

        Assert.Equal(HttpStatusCode.BadRequest, crossed.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        Assert.NotEqual(chosen, unknown.Token);
        Assert.Equal(HttpStatusCode.Found, seen.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task A_session_ends_unused_after_its_idle_time_and_used_after_its_lifetime(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(
            kind, services => services.AddSingleton<TimeProvider>(_time), settings: [("HubServer:SignIn:IdleMinutes", "30"), ("HubServer:SignIn:SessionHours", "2")]);
        using var ada = await Visitor.SignedInAsync(hub, "ada");
        var token = ada.Token;
        using var idle = await Visitor.SignedInAsync(hub, "idle");

        for (var half = 0; half < 4; half++)
        {
            _time.Advance(TimeSpan.FromMinutes(29));
            using var used = await ada.GetAsync("/account");
            Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        }

        using var unused = await idle.GetAsync("/account");
        _time.Advance(TimeSpan.FromMinutes(5));
        using var late = await ada.GetAsync("/account");

        Assert.Equal(HttpStatusCode.Found, unused.StatusCode);
        Assert.Equal(HttpStatusCode.Found, late.StatusCode);
        Assert.NotNull(token);
    }

    [Theory]
    [Stores]
    public async Task A_session_ends_with_a_new_password_a_reset_a_sign_out_everywhere_and_a_removed_or_disabled_person(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var access = hub.Services.GetRequiredService<AccountAccess>();
        var by = CommandLineCaller.In(Workspace.DefaultId);
        foreach (var end in (string[])["password", "reset", "signed-out", "removed", "disabled"])
        {
            using var person = await Visitor.SignedInAsync(hub, end);
            using var elsewhere = new Visitor(hub);
            (await elsewhere.SignInAsync(end)).Dispose();
            var id = await hub.ReadAsync(store => store.People.Where(found => found.UserName == end).Select(static found => found.Id).SingleAsync());
            switch (end)
            {
                case "password":
                    using (var changed = await elsewhere.SubmitAsync("/account", "/account/password", [("current", Visitor.Password), ("password", "another long phrase")]))
                    {
                        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
                    }

                    break;
                case "reset":
                    Assert.NotNull((await access.ResetAsync(by, id, removeSecondFactor: false)).Token);
                    break;
                case "signed-out":
                    Assert.Null((await access.SignOutAsync(by, id)).Problem);
                    break;
                case "removed":
                    Assert.Null((await people.RemoveAsync(by, id)).Problem);
                    break;
                default:
                    Assert.Null((await access.SetDisabledAsync(by, id, disabled: true)).Problem);
                    break;
            }

            using var after = await person.GetAsync("/account");
            using var other = await elsewhere.GetAsync("/account");
            Assert.True(after.StatusCode == HttpStatusCode.Found, end);
            Assert.True(other.StatusCode == (end == "password" ? HttpStatusCode.OK : HttpStatusCode.Found), end);
        }
    }

    [Fact]
    public async Task The_cookie_is_for_no_script_and_no_other_site_and_for_HTTPS_except_on_this_machine()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Proxies:0", "127.0.0.1/32"));
        await Visitor.AddAsync(hub, "ada");

        var local = await CookieAsync([]);
        var proxied = await CookieAsync([("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "hub.example.org")]);
        var plain = await CookieAsync([("Host", "hub.example.org")]);

        Assert.StartsWith("robot-hub=", local, StringComparison.Ordinal);
        Assert.All([local, proxied, plain], static cookie => Assert.Matches("; path=/; (secure; )?samesite=lax; httponly$", cookie));
        Assert.All([local, proxied, plain], static cookie => Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("secure", local, StringComparison.Ordinal);
        Assert.All([proxied, plain], static cookie => Assert.StartsWith("__Host-robot-hub=", cookie, StringComparison.Ordinal));
        Assert.All([proxied, plain], static cookie => Assert.Contains("; secure;", cookie, StringComparison.Ordinal));

        async Task<string> CookieAsync((string, string)[] headers)
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = hub.Client.BaseAddress };
            using var page = await SendAsync(client, HttpMethod.Get, null, null, headers);
            var form = page.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith("hub.form", StringComparison.Ordinal)).Split(';')[0];
            var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
            using var answer = await SendAsync(client, HttpMethod.Post, form, token, headers);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal("/", answer.Headers.Location?.OriginalString);
            return answer.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.Contains("robot-hub=", StringComparison.Ordinal));
        }

        static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string? cookie, string? token, (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, "/sign-in");
            if (token is not null)
            {
                request.Headers.Add("Cookie", cookie);
                request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("name", "ada"), new("password", Visitor.Password)]);
            }

            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await client.SendAsync(request);
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_and_a_fragment_too()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var visitor = new Visitor(hub);

        using var page = await visitor.GetAsync("/w/default/members?limit=2");
        using var fragment = await visitor.GetAsync("/w/default/members", ("HX-Request", "true"));
        using var form = await visitor.PostAsync("/w/default/members", []);

        Assert.Equal((HttpStatusCode.Found, "/sign-in?return=%2Fw%2Fdefault%2Fmembers%3Flimit%3D2"), (page.StatusCode, page.Headers.Location?.OriginalString));
        Assert.Equal((HttpStatusCode.Unauthorized, "/sign-in?return=%2F"), (fragment.StatusCode, fragment.Headers.GetValues("HX-Redirect").Single()));
        Assert.Equal((HttpStatusCode.Found, "/sign-in?return=%2F"), (form.StatusCode, form.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_form_sets_only_what_it_shows()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var path = await hub.Services.GetRequiredService<FirstAccount>().CreateLinkAsync();
        using var ada = new Visitor(hub);
        (await ada.SubmitAsync(path!, ("name", "ada"), ("password", Visitor.Password))).Dispose();

        using var added = await ada.SubmitAsync(
            "/w/default/members/new", "/w/default/members", [("name", "eve"), ("role", "viewer"), ("IsAdministrator", "true"), ("is_administrator", "true"), ("administrator", "true"), ("Id", "1"), ("PasswordHash", "x"), ("workspace", "other")]);

        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        var eve = await hub.ReadAsync(static store => store.People.SingleAsync(static person => person.UserName == "eve"));
        Assert.Equal((false, null), (eve.IsAdministrator, eve.PasswordHash));
    }

    [Fact]
    public async Task A_cookie_calls_no_API_and_a_key_opens_no_page()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync();
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin, administrator: true);

        using var api = await ada.GetAsync("/api/v1/keys");
        using var page = await hub.SendAsync(HttpMethod.Get, "/w/default/members", key);

        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }
}
