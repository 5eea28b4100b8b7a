using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class DeliveryPagesTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deliveries_are_filtered_and_shown_a_page_at_a_time(bool script)
    {
        await using var hub = await PageHub.StartAsync(deliveries: 3);
        using var ada = await Visitor.SeedAsync(hub.App);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada, script: script);
        var page = window.Page;

        await page.GotoAsync("/w/default/deliveries?limit=5");
        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(5);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show older" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(script ? 10 : 5);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show older" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(script ? 12 : 2);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Show older" })).ToHaveCountAsync(0);
        Assert.Equal(script ? 12 : 2, (await page.Locator("#rows a").EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.href))]")).Length);

        await page.GetByLabel("Status").SelectOptionAsync("dead letter");
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        }

        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(3);
        Assert.Contains("status=dead", page.Url, StringComparison.Ordinal);
        Assert.Equal(["dead letter", "dead letter", "dead letter"], await page.Locator("#rows .badge").AllInnerTextsAsync());
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#rows > li").First).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dead_letter_is_delivered_again_alone_or_with_all_others(bool script)
    {
        await using var hub = await PageHub.StartAsync(deliveries: 2);
        using var ada = await Visitor.SeedAsync(hub.App);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada, width: 390, script: script);
        var page = window.Page;

        await page.GotoAsync($"/w/default/deliveries/{hub.Dead}");
        await Assertions.Expect(page.GetByText($"The destination answered with 500: {hub.Text}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Redeliver" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The delivery starts again")).ToBeVisibleAsync();
        Assert.Equal(1, await DeadAsync(hub));

        await page.GotoAsync("/w/default/deliveries");
        await page.Locator("summary").ClickAsync();
        await window.CaptureAsync($"flow-redeliver-all-{(script ? "script" : "plain")}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Redeliver all of them" }).ClickAsync();
        await Assertions.Expect(page.GetByText("One dead letter is delivered again.")).ToBeVisibleAsync();

        Assert.Equal(0, await DeadAsync(hub));
        Assert.Empty(window.Complaints);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_time_is_local_where_JavaScript_is_on_and_exact_in_its_title(bool script)
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada, script: script);
        var at = await hub.App.ReadAsync(store => store.Subscriptions.Where(subscription => subscription.Id == hub.Subscription).Select(static subscription => subscription.CreatedAt).SingleAsync());

        await window.Page.GotoAsync($"/w/default/subscriptions/{hub.Subscription}");
        var time = window.Page.Locator("time").First;

        Assert.Equal(script ? at.ToOffset(TimeSpan.FromHours(9)).ToString("d MMM yyyy, HH:mm") : at.ToString("d MMM yyyy, HH:mm 'UTC'"), await time.InnerTextAsync());
        Assert.Equal(at.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'"), await time.GetAttributeAsync("title"));
    }

    [Fact]
    public async Task A_viewer_sees_deliveries_and_can_change_none()
    {
        await using var hub = await PageHub.StartAsync();
        using var ben = await Visitor.SeedAsync(hub.App, Hub.Access.Role.Viewer, "ben");

        var list = await ben.ReadAsync("/w/default/deliveries");
        var one = await ben.ReadAsync($"/w/default/deliveries/{hub.Dead}");
        var subscription = await ben.ReadAsync($"/w/default/subscriptions/{hub.Subscription}");

        Assert.All([list, one, subscription], static page => Assert.DoesNotContain("method=\"post\"", page, StringComparison.Ordinal));
    }

    private static Task<int> DeadAsync(PageHub hub) => hub.App.ReadAsync(static store => store.Deliveries.CountAsync(static delivery => delivery.Status == DeliveryStatus.Dead));
}
