using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class ApiReferenceTests
{
    [BrowserFact]
    public async Task The_description_of_the_API_is_a_page_that_asks_no_other_server()
    {
        await using var hub = await PageHub.StartAsync();
        await using var window = await PageBrowser.OpenAsync(hub.App, client: null);

        await window.Page.GotoAsync("/docs");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "RobotFunctions Hub" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("Ask AI Agent")).ToHaveCountAsync(0);
        await window.CaptureAsync("api-reference");
        Assert.Empty(window.Complaints);
    }
}
