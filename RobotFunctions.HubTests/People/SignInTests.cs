using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.People;

/// <summary>The sign-in with a password.</summary>
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
        await hub.Services.GetRequiredService<AccountAccess>().SetDisabledAsync(CommandLineCaller.In(Workspace.DefaultId), off, disabled: true);
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
