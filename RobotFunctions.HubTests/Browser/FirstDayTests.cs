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

        foreach (var name in (string[])["Deliveries", "Subscriptions", "Members"])
        {
            await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("form[method=post]")).ToHaveCountAsync(0);
        }

        Assert.Equal(["Deliveries", "Subscriptions", "Members"], await page.Locator("nav[aria-label='Pages of the workspace'] a").AllInnerTextsAsync());
        Assert.Empty(first.Complaints);
        Assert.Empty(second.Complaints);
    }
}
