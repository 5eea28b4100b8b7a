using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

/// <summary>Passkeys in a browser whose authenticator is Chromium's virtual one. The Hub is opened under a name, because browsers take no passkeys for an IP address.</summary>
public sealed class PasskeyTests
{
    [BrowserTheory]
    [MemberData(nameof(StoreKinds))]
    public async Task A_person_adds_a_passkey_and_signs_in_with_it_without_name_password_or_code(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:SignIn:RequireSecondFactor", "false"));
        var id = await Visitor.AddAsync(hub, "ada", Role.Admin);
        await using var window = await OpenAsync(hub);
        var page = window.Page;
        await SignInAsync(page);

        await AddAsync(page, "my <phone>");
        await Assertions.Expect(page.Locator(".rows .title")).ToHaveTextAsync("my <phone>");
        await SignOutAsync(page);
        await page.GotoAsync("/sign-in?return=/w/default/members");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Members", Level = 1 })).ToBeVisibleAsync();

        // The wrong password that is tried first.
        Assert.All(window.Complaints, static complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
        var stored = await hub.ReadAsync(static store => store.Passkeys.AsNoTracking().SingleAsync());
        Assert.Equal((id, true), (stored.UserId, stored.Data.IsUserVerified));
        Assert.NotNull(stored.LastUsedAt);
        Assert.Equal(
            ["person.passkey-added", "person.signed-in", "person.signed-in"],
            await hub.ReadAsync(static store => store.Audit.Where(static entry => entry.Action == "person.passkey-added" || entry.Action == "person.signed-in").Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [BrowserFact]
    public async Task A_passkey_is_renamed_and_once_removed_signs_nobody_in()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        await using var window = await OpenAsync(hub);
        var page = window.Page;
        await SignInAsync(page);
        await AddAsync(page, "old");

        await page.Locator("summary", new() { HasText = "Rename" }).ClickAsync();
        await page.GetByLabel("New name").FillAsync("new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename this passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rows .title")).ToHaveTextAsync("new");
        await page.Locator("summary", new() { HasText = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove this passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rows")).ToHaveCountAsync(0);
        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The passkey was not accepted");
    }

    [BrowserFact]
    public async Task A_reset_removes_passkeys_and_a_disabled_person_does_not_sign_in_with_one()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "root", Role.Admin, administrator: true);
        var id = await Visitor.AddAsync(hub, "ada", Role.Viewer);
        var access = hub.Services.GetRequiredService<AccountAccess>();
        var by = CommandLineCaller.In(Workspace.DefaultId);
        await using var window = await OpenAsync(hub);
        var page = window.Page;
        await SignInAsync(page);
        await AddAsync(page, "phone");

        await access.SetDisabledAsync(by, id, disabled: true);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("the account is disabled");
        await access.SetDisabledAsync(by, id, disabled: false);
        await access.ResetAsync(by, id, removeSecondFactor: false);

        Assert.Empty(await hub.ReadAsync(static store => store.Passkeys.ToListAsync()));
    }

    [BrowserFact]
    public async Task An_answer_signs_in_once_and_not_under_another_challenge()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        await using var window = await OpenAsync(hub);
        var page = window.Page;
        await SignInAsync(page);
        await AddAsync(page, "phone");
        await SignOutAsync(page);
        string? sent = null;
        IReadOnlyList<BrowserContextCookiesResult> cookies = [];
        await page.RouteAsync("**/sign-in/passkey", async route =>
        {
            (sent, cookies) = (route.Request.PostData, await page.Context.CookiesAsync());
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "ada" })).ToBeVisibleAsync();

        var kept = string.Join("; ", cookies.Select(static cookie => $"{cookie.Name}={cookie.Value}"));
        Assert.Contains(PasskeyStates.CookieName, kept, StringComparison.Ordinal);
        using var again = await PostAsync(hub, sent!, kept);
        using var fresh = await PostAsync(hub, sent!, string.Join("; ", kept.Split("; ").Where(static cookie => !cookie.StartsWith(PasskeyStates.CookieName, StringComparison.Ordinal))));

        Assert.Equal((422, 422), ((int)again.StatusCode, (int)fresh.StatusCode));
        Assert.Equal(1, await hub.ReadAsync(static store => store.Sessions.CountAsync()));
    }

    [BrowserTheory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_pages_with_passkeys_are_accessible_and_fit_the_screen(int width)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        await using var window = await OpenAsync(hub, width);
        var page = window.Page;
        await page.GotoAsync("/sign-in");
        await VerifyAsync(window, $"sign-in-passkey-{width}");
        await SignInAsync(page);
        await AddAsync(page, "my phone");
        await VerifyAsync(window, $"account-passkeys-one-{width}");
    }

    [BrowserFact]
    public async Task Without_JavaScript_the_password_signs_in_and_no_passkey_is_offered()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        await using var window = await PageBrowser.OpenAsync(hub, client: null, script: false, host: "localhost");

        await window.Page.GotoAsync("/sign-in");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" })).ToBeHiddenAsync();
        await SignInAsync(window.Page);
        await window.Page.GotoAsync("/account/passkeys");

        await Assertions.Expect(window.Page.GetByText("This needs JavaScript")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    public static TheoryData<StoreKind> StoreKinds() => PostgresServer.IsTested ? [StoreKind.Sqlite, StoreKind.Postgres] : [StoreKind.Sqlite];

    private static async Task<PageBrowser> OpenAsync(HubApp hub, int width = 390)
    {
        var window = await PageBrowser.OpenAsync(hub, client: null, width, host: "localhost");
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        return window;
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in?return=/account");
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your account", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/account/passkeys");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password").FillAsync("wrong wrong wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The password is wrong.");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The passkey was added");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task VerifyAsync(PageBrowser window, string name)
    {
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), name);
        var found = await window.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}: {string.Join("; ", found.Violations.Select(static violation => $"{violation.Id} {string.Join(", ", violation.Nodes.Select(static node => node.Html))}"))}");
        await window.CaptureAsync(name);
    }

    // As the browser sent it, by hand.
    private static async Task<HttpResponseMessage> PostAsync(HubApp hub, string form, string cookies)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(new Uri(hub.Client.BaseAddress!, "/sign-in/passkey")) { Host = "localhost" }.Uri)
        {
            Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return await client.SendAsync(request);
    }
}
