using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class RegistryPagesTests
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_people_who_edit_the_same_robot_neither_loses_a_change(bool script)
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App);
        using var ben = await Visitor.SeedAsync(hub.App, name: "ben");
        await using var first = await PageBrowser.OpenAsync(hub.App, ada, script: script);
        await using var second = await PageBrowser.OpenAsync(hub.App, ben, width: 390, script: script);
        var path = $"/w/default/registry/robots/{hub.Registry.Robot}";
        await first.Page.GotoAsync($"{path}/edit");
        await second.Page.GotoAsync($"{path}/edit");

        await first.Page.GetByLabel("Owner").FillAsync("of the first");
        await first.Page.GetByLabel("Environment").FillAsync("production");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Save the changes" }).ClickAsync();
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The changes were saved.");
        await second.Page.GetByLabel("Owner").FillAsync("of the second");
        await second.Page.GetByLabel("Capabilities").FillAsync("sweep\nmop");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Save the changes" }).ClickAsync();

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("person:ada changed this robot");
        await Assertions.Expect(second.Page.Locator("#owner-theirs")).ToContainTextAsync("of the first");
        await Assertions.Expect(second.Page.GetByLabel("Owner")).ToHaveValueAsync("of the second");
        await Assertions.Expect(second.Page.GetByLabel("Environment")).ToHaveValueAsync("production");
        await Assertions.Expect(second.Page.GetByLabel("Capabilities")).ToHaveValueAsync("sweep\nmop");
        await second.CaptureAsync($"flow-robot-conflict-{(script ? "script" : "plain")}");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Save over what is stored" }).ClickAsync();

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The changes were saved.");
        var declared = second.Page.Locator("section[aria-labelledby=declared]");
        foreach (var text in new[] { "of the second", "production", "sweep" })
        {
            await Assertions.Expect(declared).ToContainTextAsync(text);
        }

        await Assertions.Expect(second.Page.Locator("section[aria-labelledby=history]")).ToContainTextAsync("of the first");
        Assert.DoesNotContain(second.Complaints, static complaint => !complaint.Contains("412", StringComparison.Ordinal));
    }
}
