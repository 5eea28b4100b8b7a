using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class FirstDayTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_sets_the_Hub_up_and_adds_a_viewer_who_sees_but_can_change_nothing(bool script)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await using var first = await PageBrowser.OpenAsync(hub, client: null, width: 390, script: script);
        var page = first.Page;

        await page.GotoAsync((await hub.Services.GetRequiredService<FirstAccount>().CreateLinkAsync())!);
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Members" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a member" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("ben");
        await page.GetByLabel("Role").SelectOptionAsync("viewer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the member" }).ClickAsync();
        var link = await page.Locator("#shown-secret").InnerTextAsync();

        await using var second = await PageBrowser.OpenAsync(hub, client: null, width: 390, script: script);
        page = second.Page;
        await page.GotoAsync(link);
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("ben");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await SeesButCanChangeNothingAsync(page);
        Assert.Empty(first.Complaints);
        Assert.Empty(second.Complaints);
    }

    [BrowserTheory(needsNode: true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_viewer_signs_in_at_the_provider_and_sees_but_can_change_nothing(bool script)
    {
        await using var provider = await OidcProvider.StartAsync(new Dictionary<string, object> { ["s-ben"] = new { preferred_username = "ben", groups = new[] { "readers" } } });
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: provider.Settings);
        await using var window = await PageBrowser.OpenAsync(hub, client: null, width: 390, script: script);
        var page = window.Page;

        // The provider's own pages load a font from elsewhere.
        await page.RouteAsync(static url => !url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal), static route => route.AbortAsync());

        await page.GotoAsync("/w/default/members");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with single sign-on" }).ClickAsync();
        await page.Locator("input[name=login]").FillAsync("s-ben");
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Members", Level = 1 })).ToBeVisibleAsync();
        await SeesButCanChangeNothingAsync(page);
    }

    private static async Task SeesButCanChangeNothingAsync(IPage page)
    {
        foreach (var name in (string[])["Inbox", "Schemas", "Requests", "Topics", "Channels", "Robots", "Runs", "Deliveries", "Subscriptions", "Members"])
        {
            await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("form[method=post]")).ToHaveCountAsync(0);
        }

        Assert.Equal(["Inbox", "Schemas", "Requests", "Topics", "Channels", "Robots", "Runs", "Deliveries", "Subscriptions", "Members"], await page.Locator("nav[aria-label='Pages of the workspace'] a").AllInnerTextsAsync());
    }
}
