using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

/// <summary>Every page without JavaScript.</summary>
public sealed class EveryPageWithoutScriptTests
{
    [BrowserFact]
    public async Task Every_page_shows_the_same_without_JavaScript()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);
        await using var with = await PageBrowser.OpenAsync(hub.App, ada);
        await using var without = await PageBrowser.OpenAsync(hub.App, ada, script: false);

        foreach (var path in (string[])[.. hub.Pages(), .. hub.PagesOfNoWorkspace(open: false)])
        {
            await with.Page.GotoAsync(path);
            await without.Page.GotoAsync(path);

            Assert.Equal(await TextAsync(with.Page), await TextAsync(without.Page));
        }

        Assert.Empty(with.Complaints);
        Assert.Empty(without.Complaints);
    }

    // Times are the one difference: the browser's zone, or UTC.
    private static async Task<string> TextAsync(IPage page)
    {
        var texts = await page.Locator("h1, h2, a, button:not([hidden]), summary, label, dt, .title, .badge").AllInnerTextsAsync();
        return string.Join('\n', texts);
    }
}
