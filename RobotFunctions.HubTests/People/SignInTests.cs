using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed class SignInTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [Stores]
    public async Task A_person_signs_in_sees_the_own_workspace_and_signs_out(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        using var ada = await Visitor.SignedInAsync(hub, "Ada");

        using var members = await ada.GetAsync("/w/default/members");
        var token = ada.Token;
        using var signedOut = await ada.SubmitAsync("/account", "/sign-out", []);
        ada.Cookies.Add(hub.Client.BaseAddress!, new Cookie("robot-hub", token));
        using var after = await ada.GetAsync("/w/default/members");

        Assert.Equal(HttpStatusCode.OK, members.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        Assert.Equal((HttpStatusCode.Found, "/sign-in?return=%2Fw%2Fdefault%2Fmembers"), (after.StatusCode, after.Headers.Location?.OriginalString));
        Assert.Equal(
            ["member.added", "person.created", "person.password-set", "person.signed-in", "person.signed-out"],
            await hub.ReadAsync(static store => store.Audit.Where(static entry => entry.WorkspaceId == Workspace.DefaultId).Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [Fact]
    public async Task Names_are_compared_without_case_spaces_and_composition()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "Jos\u00e9");
        using var visitor = new Visitor(hub);

        using var signedIn = await visitor.SignInAsync(" JOSE\u0301 ");
        var again = await hub.Services.GetRequiredService<PersonDirectory>().AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson("jose\u0301", null, null));

        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        Assert.Equal(409, again.Problem?.Status);
    }

    [Theory]
    [Stores]
    public async Task The_answer_does_not_tell_whether_there_is_such_a_person(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:Limits:SignInsPerMinute", "1000"));
        await Visitor.AddAsync(hub, "ada");
        await Visitor.AddAsync(hub, "locked");
        var off = await Visitor.AddAsync(hub, "disabled");
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        await people.SetDisabledAsync(CommandLineCaller.In(Workspace.DefaultId), off, disabled: true);
        await people.AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson("invited", null, null));
        using var visitor = new Visitor(hub);
        for (var attempt = 0; attempt < Lockout.MaxFailures; attempt++)
        {
            (await visitor.SignInAsync("locked", "wrong wrong wrong")).Dispose();
        }

        var pages = new List<string>();
        foreach (var (name, password) in ((string, string)[])[("ada", "wrong wrong wrong"), ("nobody", Visitor.Password), ("locked", Visitor.Password), ("disabled", Visitor.Password), ("invited", Visitor.Password), ("", "")])
        {
            using var answer = await visitor.SignInAsync(name, password);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            pages.Add(Plain(await answer.Content.ReadAsStringAsync(), name));
        }

        Assert.Single(pages.Distinct());

        static string Plain(string page, string name) => System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", "").Replace(name.Length == 0 ? "\0" : $">{name}<", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_name_costs_the_same_hash_as_a_wrong_password()
    {
        var hasher = new CountingHasher();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, services => services.AddSingleton<Microsoft.AspNetCore.Identity.IPasswordHasher<Person>>(hasher));
        await Visitor.AddAsync(hub, "ada");
        await hub.Services.GetRequiredService<PersonDirectory>().AddAsync(CommandLineCaller.In(Workspace.DefaultId), new NewPerson("invited", null, null));
        using var visitor = new Visitor(hub);

        foreach (var name in (string[])["ada", "nobody", "invited", "", new string('x', 3000)])
        {
            var before = hasher.Verified;
            (await visitor.SignInAsync(name, "wrong wrong wrong")).Dispose();
            Assert.Equal(before + 1, hasher.Verified);
        }
    }

    [Theory]
    [Stores]
    public async Task Five_wrong_passwords_lock_a_name_for_a_quarter_of_an_hour(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(_time));
        await Visitor.AddAsync(hub, "ada");
        using var visitor = new Visitor(hub);
        for (var attempt = 0; attempt < Lockout.MaxFailures; attempt++)
        {
            (await visitor.SignInAsync("ada", "wrong wrong wrong")).Dispose();
        }

        using var locked = await visitor.SignInAsync("ada");
        _time.Advance(Lockout.Duration);
        using var open = await visitor.SignInAsync("ada");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);
        Assert.Contains("locked for 15 minutes", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, open.StatusCode);
        Assert.Equal(1, await hub.ReadAsync(static store => store.Audit.CountAsync(static entry => entry.Action == "person.locked")));
    }

    [Theory]
    [Stores]
    public async Task Attempts_at_the_same_time_get_no_more_guesses(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await Visitor.AddAsync(hub, "ada");
        using var visitor = new Visitor(hub);
        var token = await visitor.FormTokenAsync("/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => visitor.PostAsync("/sign-in", [("__RequestVerificationToken", token), ("name", "ada"), ("password", "wrong wrong wrong")])));
        using var right = await visitor.SignInAsync("ada");

        Assert.All(answers, static answer => Assert.NotEqual(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Equal(Lockout.MaxFailures, await hub.ReadAsync(static store => store.People.Select(static person => person.AccessFailedCount).SingleAsync()));
        Array.ForEach(answers, static answer => answer.Dispose());
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("nobody")]
    public async Task Attempts_are_limited_for_each_name_whether_it_exists_or_not(string name)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: [("HubServer:Limits:SignInsPerMinute", "3")]);
        await Visitor.AddAsync(hub, "ada");
        using var visitor = new Visitor(hub);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await visitor.SignInAsync(name, "wrong wrong wrong")).Dispose();
        }

        using var refused = await visitor.SignInAsync(name);

        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("/w/default/members?limit=3", "/w/default/members?limit=3")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/%5Cevil.example", "/%5Cevil.example")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/ /evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("/w/default\\..\\x", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    public async Task A_sign_in_leads_only_to_this_Hub(string wanted, string leads)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada");
        using var visitor = new Visitor(hub);

        using var answer = await visitor.SignInAsync("ada", wanted: wanted);
        using var already = await visitor.GetAsync($"/sign-in?return={Uri.EscapeDataString(wanted)}");

        Assert.Equal((HttpStatusCode.SeeOther, leads), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(leads, already.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Another_site_cannot_sign_a_person_in_as_somebody_else_even_with_a_token(string site)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "mallory");
        using var ada = new Visitor(hub);
        (string, string)[] form = [("__RequestVerificationToken", await ada.FormTokenAsync("/sign-in")), ("name", "mallory"), ("password", Visitor.Password)];

        using var refused = await ada.PostAsync("/sign-in", form, ("Sec-Fetch-Site", site));
        using var here = await ada.PostAsync("/sign-in", form, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (refused.StatusCode, here.StatusCode));
    }

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
    public async Task A_session_ends_with_a_new_password_a_reset_and_a_removed_or_disabled_person(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var by = CommandLineCaller.In(Workspace.DefaultId);
        foreach (var end in (string[])["password", "reset", "removed", "disabled"])
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
                    Assert.NotNull((await people.ResetAsync(by, id, removeSecondFactor: false)).Token);
                    break;
                case "removed":
                    Assert.Null((await people.RemoveAsync(by, id)).Problem);
                    break;
                default:
                    Assert.Null((await people.SetDisabledAsync(by, id, disabled: true)).Problem);
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

    private sealed class CountingHasher : Microsoft.AspNetCore.Identity.PasswordHasher<Person>
    {
        private int _verified;

        public int Verified => _verified;

        public override Microsoft.AspNetCore.Identity.PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _verified);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
