using Microsoft.Playwright;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

/// <summary>A window of the browser in which a person is signed in. What a page may never do is remembered: errors of scripts, violations of the policy, requests elsewhere.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    /// <summary>The variable with the folder that screenshots are written to; none are without it.</summary>
    public const string ScreenshotsVariable = "HUB_SCREENSHOTS";

    private static readonly string? Screenshots = Environment.GetEnvironmentVariable(ScreenshotsVariable) is { Length: > 0 } folder ? folder : null;

    private readonly IBrowserContext _context;

    private PageBrowser(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens a window.</summary>
    /// <param name="hub">The Hub.</param>
    /// <param name="client">Who is signed in; null for nobody.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="dark">Whether the person prefers dark pages.</param>
    /// <param name="script">Whether JavaScript is on.</param>
    /// <param name="host">The name under which the Hub is opened; null for its address.</param>
    public static async Task<PageBrowser> OpenAsync(HubApp hub, Visitor? client, int width = 1280, bool dark = false, bool script = true, string? host = null)
    {
        var home = new UriBuilder(hub.Client.BaseAddress!);
        home.Host = host ?? home.Host;
        var url = home.Uri.AbsoluteUri;
        var browser = await Chromium.GetAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url,
            ViewportSize = new ViewportSize { Width = width, Height = 844 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
            TimezoneId = "Asia/Tokyo",
            Locale = "en-GB",
        });
        if (client is not null)
        {
            await context.AddCookiesAsync([new Cookie { Name = "robot-hub", Value = client.Token!, Url = url, HttpOnly = true }]);
        }

        context.SetDefaultTimeout(Chromium.Timeout);
        var window = new PageBrowser(context, await context.NewPageAsync());
        window.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                window.Complaints.Add(message.Text);
            }
        };
        window.Page.PageError += (_, error) => window.Complaints.Add(error);
        window.Page.Dialog += (_, dialog) => window.Complaints.Add($"dialog {dialog.Message}");
        window.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url, StringComparison.Ordinal))
            {
                window.Complaints.Add($"request {request.Url}");
            }
        };
        return window;
    }

    /// <summary>Writes a screenshot of the whole page, where a folder for them is set.</summary>
    public async Task CaptureAsync(string name)
    {
        if (Screenshots is not null)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
