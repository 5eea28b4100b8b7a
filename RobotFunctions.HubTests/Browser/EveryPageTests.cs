using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

/// <summary>
/// What is true of every page at a width. The list of pages is the Hub's own, so that a new one is tested without a change here. Each width is a class, because
/// the tests of a class run one after the other.
/// </summary>
public abstract class EveryPageTests(int width)
{
    private static readonly AxeRunOptions Everything = new() { Iframes = false, ResultTypes = [ResultType.Violations] };
    private static readonly AxeRunOptions Contrast = new() { Iframes = false, ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast") };

    [BrowserFact]
    public async Task Every_page_is_accessible_in_light_and_dark_and_fits_the_screen()
    {
        await using var hub = await PageHub.StartAsync();
        using var ada = await Visitor.SeedAsync(hub.App, administrator: true);
        await using var window = await PageBrowser.OpenAsync(hub.App, ada, width);

        foreach (var path in (string[])[.. hub.Pages(), .. hub.MorePages(), "/w/default/deliveries?status=sending", "/w/default/nope", .. hub.PagesOfNoWorkspace(open: false)])
        {
            await VerifyAsync(window, path, hub.NameOf(path));
        }

        Assert.All(window.Complaints, static complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Every_page_before_the_sign_in_is_accessible_in_light_and_dark_and_fits_the_screen()
    {
        await using var hub = await PageHub.StartAsync();
        await using var window = await PageBrowser.OpenAsync(hub.App, client: null, width);

        foreach (var path in (string[])[.. hub.PagesOfNoWorkspace(open: true), $"/reset/{await hub.ResetTokenAsync()}", "/setup/of-somebody-else"])
        {
            await VerifyAsync(window, path, path.StartsWith("/reset", StringComparison.Ordinal) ? "reset" : hub.NameOf(path));
        }
    }

    private async Task VerifyAsync(PageBrowser window, string path, string name)
    {
        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await window.Page.GotoAsync(path);
        Assert.Single(await window.Page.Locator("h1").AllAsync());
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than {width} pixels.");
        await VerifyAsync(window, Everything, $"{path} in light");
        await window.CaptureAsync($"{name}-{width}-light");

        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await VerifyAsync(window, Contrast, $"{path} in dark");
        await window.CaptureAsync($"{name}-{width}-dark");
    }

    private static async Task VerifyAsync(PageBrowser window, AxeRunOptions options, string what)
    {
        var found = await window.Page.RunAxe(options);
        Assert.NotEmpty(found.Passes);
        Assert.True(found.Violations.Length == 0, $"{what}: {string.Join("; ", found.Violations.Select(static violation => $"{violation.Id} {string.Join(", ", violation.Nodes.Select(static node => node.Html))}"))}");
    }
}

/// <summary>Every page on a phone.</summary>
public sealed class EveryPageOnAPhoneTests() : EveryPageTests(390);

/// <summary>Every page on a desktop.</summary>
public sealed class EveryPageOnADesktopTests() : EveryPageTests(1280);
