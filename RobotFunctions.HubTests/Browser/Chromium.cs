using Microsoft.Playwright;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Browser;

/// <summary>The one browser of this process: Debian's Chromium, or Chrome, driven by Playwright.</summary>
internal static class Chromium
{
    /// <summary>What to do when it is not there.</summary>
    public const string Missing = "The tests with a browser need Chromium (Debian: apt-get install chromium). Without CI=true they are skipped.";

    // Debian has the first; the machines of GitHub have the second.
    private static readonly string? Program = Array.Find(["/usr/bin/chromium", "/usr/bin/google-chrome"], File.Exists);

    /// <summary>How long a page may take, in milliseconds: only a test that fails waits so long.</summary>
    public const float Timeout = 60_000;

    private static readonly Lazy<Task<IBrowser>> Shared = new(LaunchAsync);

    /// <summary>Whether tests with it run: it is installed, or they may not be skipped.</summary>
    public static bool IsTested { get; } = Program is not null || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The browser.</summary>
    public static Task<IBrowser> GetAsync() => Shared.Value;

    private static async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(Timeout);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }
}

/// <summary>A test that needs a browser: skipped where there is none, unless <c>CI=true</c> says that it must run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.IsTested ? null : Chromium.Missing;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <param name="needsNode">Whether it also needs Node.js, for programs of others.</param>
    public BrowserTheoryAttribute(bool needsNode = false) => Skip = !Chromium.IsTested ? Chromium.Missing : needsNode ? NodeJs.ReasonToSkip : null;
}
