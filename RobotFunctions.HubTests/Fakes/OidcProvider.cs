using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>A running OpenID Connect provider (npm's <c>oidc-provider</c>) on a free port of loopback. It takes any password.</summary>
internal sealed partial class OidcProvider : IAsyncDisposable
{
    private readonly Process _process;

    private OidcProvider(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>The issuer.</summary>
    public string Url { get; }

    /// <summary>The settings of a Hub that people sign in to with it.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("HubServer:SignIn:Oidc:Authority", Url), ("HubServer:SignIn:Oidc:ClientId", "hub"), ("HubServer:SignIn:Oidc:ClientSecret", "a secret of the tests"),
        ("HubServer:SignIn:Oidc:Roles:0:Group", "readers"), ("HubServer:SignIn:Oidc:Roles:0:Role", "viewer"),
        ("HubServer:SignIn:Oidc:Roles:1:Group", "owners"), ("HubServer:SignIn:Oidc:Roles:1:Role", "admin"),
        ("HubServer:SignIn:Oidc:AllowedDomains:0", "example.org"), ("HubServer:SignIn:Oidc:AdministratorGroup", "operators"),
    ];

    /// <summary>Starts a provider with accounts: their claims by the name that they log in with.</summary>
    public static async Task<OidcProvider> StartAsync(object accounts)
    {
        var process = Process.Start(new ProcessStartInfo("node", ["start.js", JsonSerializer.Serialize(accounts)])
        {
            WorkingDirectory = await NpmFolder.ReadyAsync("RobotFunctions.HubTests/oidc-provider"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new OidcProvider(process, Listening().Match(line ?? "").Value);
    }

    /// <summary>Replaces the accounts.</summary>
    public async Task ReplaceAsync(object accounts)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(accounts));
        await _process.StandardInput.FlushAsync();
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync();
        }
        while (line is not (null or "accounts replaced"));
    }

    /// <summary>Logs somebody in there, who came from the Hub with a browser of its own.</summary>
    /// <param name="authorization">Where the Hub sent the browser.</param>
    /// <param name="login">The account.</param>
    /// <returns>Where the provider sends the browser: the Hub's callback.</returns>
    public async Task<Uri> LogInAsync(Uri authorization, string login)
    {
        // Its cookies are for paths below the one that sets them, which .NET's container does not take.
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var cookies = new Dictionary<string, string>();
        var next = authorization;
        while (next.AbsoluteUri.StartsWith(Url, StringComparison.Ordinal))
        {
            using var answer = await SendAsync(HttpMethod.Get, next, null);
            if (answer.Headers.Location is null)
            {
                // To log in, and to agree to a client on this machine.
                var html = await answer.Content.ReadAsStringAsync();
                var (form, prompt) = (FormAction().Match(html), Prompt().Match(html).Groups[1].Value);
                Assert.True(form.Success, $"{next} was answered with {answer.StatusCode}.");
                using var sent = await SendAsync(
                    HttpMethod.Post, new Uri(next, form.Groups[1].Value), new FormUrlEncodedContent([new("prompt", prompt), new("login", login), new("password", "any")]));
                Assert.True(sent.Headers.Location is not null, $"The form of {next} was answered with {sent.StatusCode}: {await sent.Content.ReadAsStringAsync()}");
                next = new Uri(next, sent.Headers.Location);
            }
            else
            {
                next = new Uri(next, answer.Headers.Location);
            }
        }

        return next;

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, url) { Content = content };
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await browser.SendAsync(request);
            foreach (var pair in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(static cookie => cookie.Split(';')[0].Split('=', 2)) : [])
            {
                cookies[pair[0]] = pair[1];
            }

            return answer;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?<=listens on )http://\S+")]
    private static partial Regex Listening();

    [GeneratedRegex("name=\"prompt\" value=\"([a-z]+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"")]
    private static partial Regex FormAction();
}
