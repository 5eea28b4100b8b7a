using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

/// <summary>What happens when a part of a page that htmx asks for is refused.</summary>
public sealed class HtmxTests
{
    [BrowserFact]
    public async Task A_session_that_ended_leads_to_the_sign_in_page_and_not_into_the_list()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada);
        await window.Page.GotoAsync("/w/default/deliveries");

        await hub.App.WriteAsync(static store => store.Sessions.ExecuteDeleteAsync());
        await window.Page.GetByLabel("Status").SelectOptionAsync("dead letter");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_part_that_fails_shows_the_whole_page_with_the_reason()
    {
        await using var hub = await PageHub.StartAsync(deliveries: 2);
        using var ada = await Visitor.SeedAsync(hub.App);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada);
        await window.Page.GotoAsync("/w/default/deliveries?limit=5");

        await window.Page.EvaluateAsync("document.getElementById('older').setAttribute('hx-get', '/w/default/deliveries?cursor=altered')");
        await window.Page.EvaluateAsync("htmx.process(document.getElementById('older'))");
        await window.Page.Locator("#older").ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "This request is not valid" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("cursor does not belong to this list")).ToBeVisibleAsync();
    }
}
