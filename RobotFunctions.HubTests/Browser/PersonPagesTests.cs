using Microsoft.Playwright;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class PersonPagesTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_administrator_adds_finds_and_disables_a_person(bool script)
    {
        await using var hub = await PageHub.StartAsync();
        await hub.App.CreateWorkspaceAsync("second");
        using var root = await Visitor.SeedAsync(hub.App, Role.Admin, "root", administrator: true);
        await using var window = await PageBrowser.OpenAsync(hub.App, root, width: 390, script: script);
        var page = window.Page;

        await page.GotoAsync("/workspaces");
        await page.GetByRole(AriaRole.Link, new() { Name = "All people of this Hub" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a person" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("ben");
        await page.GetByLabel("Workspace", new() { Exact = true }).SelectOptionAsync("second");
        await page.GetByLabel("Role").SelectOptionAsync("member");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the person" }).ClickAsync();
        Assert.Contains("/reset/", await page.Locator("#shown-secret").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByLabel("Workspaces").GetByRole(AriaRole.Listitem)).ToHaveTextAsync("second member");

        await page.Locator(".back a").ClickAsync();
        await page.GetByLabel("Name or e-mail address").FillAsync("BEN");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "ben", Exact = true }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Disable" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable this account" }).ClickAsync();

        await Assertions.Expect(page.Locator(".badge", new() { HasText = "disabled" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Enable" })).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }
}
