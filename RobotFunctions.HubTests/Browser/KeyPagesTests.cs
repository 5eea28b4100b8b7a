using System.Net;
using Microsoft.Playwright;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class KeyPagesTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_admin_creates_a_key_that_is_shown_once_and_revokes_it(bool script)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        await using var window = await PageBrowser.OpenAsync(hub, ada, width: 390, script: script);
        var page = window.Page;

        await page.GotoAsync("/w/default/keys");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create the first API key" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("nightly import");
        await page.GetByLabel("ping").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the key" }).ClickAsync();
        var key = await page.Locator("#shown-secret").InnerTextAsync();
        await window.CaptureAsync($"flow-key-created-{(script ? "script" : "plain")}");
        using var accepted = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);
        await page.ReloadAsync();

        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);

        await page.Locator("summary").ClickAsync();
        await window.CaptureAsync($"flow-key-revoke-{(script ? "script" : "plain")}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The API key was revoked.")).ToBeVisibleAsync();
        using var refused = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty(window.Complaints);
    }

    [BrowserFact]
    public async Task The_button_beside_a_secret_copies_it()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        await using var window = await PageBrowser.OpenAsync(hub, ada);
        var page = window.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.GotoAsync("/w/default/keys/new");
        await page.GetByLabel("Name").FillAsync("a");
        await page.GetByLabel("ping").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the key" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();

        Assert.Equal(await page.Locator("#shown-secret").InnerTextAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [BrowserFact]
    public async Task A_key_is_created_with_the_keyboard_alone()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        await using var window = await PageBrowser.OpenAsync(hub, ada);
        var keyboard = window.Page.Keyboard;

        await window.Page.GotoAsync("/w/default/keys");
        await keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync());
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#main")).ToBeFocusedAsync();
        await TabToAsync("Create an API key");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Create an API key" })).ToBeVisibleAsync();
        await TabToAsync("name");
        await keyboard.TypeAsync("by keyboard");
        await TabToAsync("ping");
        await keyboard.PressAsync("Space");
        await TabToAsync("Create the key");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The API key by keyboard was created");
        await TabToAsync("Revoke by keyboard");
        await keyboard.PressAsync("Enter");
        await TabToAsync("Revoke this key");
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The API key was revoked.");

        async Task TabToAsync(string wanted)
        {
            for (var presses = 0; await FocusedAsync() != wanted; presses++)
            {
                Assert.True(presses < 40, $"The keyboard does not reach '{wanted}'.");
                await keyboard.PressAsync("Tab");
            }
        }

        Task<string> FocusedAsync() => window.Page.EvaluateAsync<string>("""document.activeElement.id || document.activeElement.textContent.trim().replace(/\s+/g, ' ')""");
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_what_was_typed_and_says_what_is_wrong_at_its_field()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);

        using var answer = await ada.SendFormAsync("/w/default/keys", ("name", "typed already"), ("days", "30"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("value=\"typed already\"", page, StringComparison.Ordinal);
        Assert.Matches("<option value=\"30\" selected", page);
        Assert.Matches("id=\"scopes-error\"[^>]*>A key needs at least one scope", page);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("member")]
    public async Task Who_may_not_manage_keys_sees_neither_page_nor_link(string role)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ben = await Visitor.SeedAsync(hub, Roles.Parse(role)!.Value, "ben");

        using var keys = await ben.GetAsync("/w/default/keys");
        var subscriptions = await ben.ReadAsync("/w/default/subscriptions");

        Assert.Equal(HttpStatusCode.Forbidden, keys.StatusCode);
        Assert.Contains("You may not do this", await keys.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("/w/default/keys", subscriptions, StringComparison.Ordinal);
        Assert.DoesNotContain("subscriptions/new", subscriptions, StringComparison.Ordinal);
        Assert.Contains("/w/default/deliveries", subscriptions, StringComparison.Ordinal);
    }
}
