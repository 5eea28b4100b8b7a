using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class SubscriptionPagesTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_admin_subscribes_tests_pauses_and_deletes_a_webhook(bool script)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:AllowPrivateDestinations", "true"));
        using var ada = await Visitor.SeedAsync(hub);
        await using var window = await PageBrowser.OpenAsync(hub, ada, width: 390, script: script);
        var page = window.Page;

        await page.GotoAsync("/w/default/subscriptions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create the first subscription" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("warehouse");
        await page.GetByLabel("URL", new() { Exact = true }).FillAsync(receiver.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the subscription" }).ClickAsync();
        Assert.StartsWith("whsec_", await page.Locator("#shown-secret").InnerTextAsync(), StringComparison.Ordinal);
        await window.CaptureAsync($"flow-subscription-created-{(script ? "script" : "plain")}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test event" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "hub.test" })).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => hub.ReadAsync(static store => store.Deliveries.AnyAsync(static delivery => delivery.Status == DeliveryStatus.Delivered)));
        if (!script)
        {
            await page.ReloadAsync();
        }

        await Assertions.Expect(page.GetByText("HTTP 204")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "warehouse" }).ClickAsync();
        await ConfirmAsync("Disable", "Disable this subscription");
        await Assertions.Expect(page.GetByText("person:ada disabled it.")).ToBeVisibleAsync();
        await ConfirmAsync("Enable", "Enable this subscription");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("paused deliveries are sent now");
        await ConfirmAsync("Replace the secret", "Replace the secret");
        Assert.StartsWith("whsec_", await page.Locator("#shown-secret").InnerTextAsync(), StringComparison.Ordinal);
        await ConfirmAsync("Delete", "Delete it with its deliveries");
        await Assertions.Expect(page.GetByText("No subscriptions yet")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);

        async Task ConfirmAsync(string button, string confirm)
        {
            await page.Locator("summary", new() { HasTextString = button }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = confirm, Exact = true }).ClickAsync();
        }
    }

    [BrowserFact]
    public async Task Of_two_people_who_edit_at_the_same_time_neither_loses_a_change()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        using var ben = await Visitor.SeedAsync(hub.App, name: "ben");
        await using var first = await PageBrowser.OpenAsync(hub.App, ada);
        await using var second = await PageBrowser.OpenAsync(hub.App, ben);
        var path = $"/w/default/subscriptions/{hub.Subscription}/edit";
        await first.Page.GotoAsync(path);
        await second.Page.GotoAsync(path);

        await SaveAsync(first.Page, "of the first", "Save the changes");
        await SaveAsync(second.Page, "of the second", "Save the changes");
        await second.CaptureAsync("flow-subscription-stale");

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("of the first");
        await Assertions.Expect(second.Page.GetByLabel("Name")).ToHaveValueAsync("of the second");
        Assert.Equal("of the first", await NameAsync(hub));

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Replace what is stored" }).ClickAsync();
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("saved");
        Assert.Equal("of the second", await NameAsync(hub));
    }

    [Fact]
    public async Task A_stale_form_is_answered_with_412_and_a_taken_name_with_409()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"/w/default/subscriptions/{hub.Subscription}/edit";

        using var stale = await ada.SendFormAsync(path, ("name", "a"), ("url", "https://example.org/"), ("tag", "\"old\""));
        using var taken = await ada.SendFormAsync("/w/default/subscriptions", ("kind", "webhook"), ("name", hub.Text), ("url", "https://example.org/"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Matches("id=\"name-error\"[^>]*>The workspace has a subscription named", await taken.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Enabling_a_subscription_needs_a_choice_for_what_is_paused()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"/w/default/subscriptions/{hub.Disabled}/enable";

        using var none = await ada.SendFormAsync(path);
        using var discarded = await ada.SendFormAsync(path, ("paused", "discard"));

        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, discarded.StatusCode);
        Assert.False(await hub.App.ReadAsync(static store => store.Deliveries.AnyAsync(static delivery => delivery.Status == DeliveryStatus.Paused)));
    }

    private static async Task SaveAsync(IPage page, string name, string button)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private static Task<string> NameAsync(PageHub hub) =>
        hub.App.ReadAsync(store => store.Subscriptions.Where(subscription => subscription.Id == hub.Subscription).Select(static subscription => subscription.Name).SingleAsync());
}
