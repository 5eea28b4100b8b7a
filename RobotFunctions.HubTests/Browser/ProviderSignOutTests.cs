using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class ProviderSignOutTests
{
    [BrowserTheory(needsNode: true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_of_the_provider_signs_out_of_the_Hub_and_there(bool script)
    {
        await using var provider = await OidcProvider.StartAsync(new Dictionary<string, object> { ["s-ben"] = new { preferred_username = "ben", groups = new[] { "readers" } } });
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: provider.Settings);
        await using var window = await PageBrowser.OpenAsync(hub, client: null, width: 390, script: script);
        var page = window.Page;

        // The provider's own pages load a font from elsewhere.
        await page.RouteAsync(static url => !url.StartsWith("http://127.0.0.1:", StringComparison.Ordinal), static route => route.AbortAsync());
        await SignInAsync(page);
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign out there too" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();

        // Without its session the provider asks who it is.
        await page.GotoAsync("/sign-in/oidc");
        await Assertions.Expect(page.Locator("input[name=login]")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in/oidc");
        await page.Locator("input[name=login]").FillAsync("s-ben");
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "ben" })).ToBeVisibleAsync();
    }
}
