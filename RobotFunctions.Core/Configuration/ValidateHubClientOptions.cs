using Microsoft.Extensions.Options;

namespace RobotFunctions.Core.Configuration;

/// <summary>Rejects a Hub that could not be called: a URL without a key, a key without a URL, one that cannot be sent, or an interval out of bounds. No message contains the key.</summary>
internal sealed class ValidateHubClientOptions : IValidateOptions<HubClientOptions>
{
    public ValidateOptionsResult Validate(string? name, HubClientOptions options) =>
        Problems(options).Concat(Annotations.Problems("Hub", options)).ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Problems(HubClientOptions options)
    {
        var key = options.Key ?? "";
        if (!options.IsConfigured && key.Length > 0)
        {
            yield return "Hub:Url is missing, but there is a Hub:Key. Set it to the base URL of the Hub, or remove the key.";
        }

        if (options.IsConfigured && key.Length == 0)
        {
            yield return "Hub:Key is missing, but there is a Hub:Url. Set it to an API key of the Hub, or remove the URL.";
        }

        if (options.IsConfigured && UrlProblem(options.Url) is { } problem)
        {
            yield return problem;
        }

        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            yield return "Hub:Key contains a space or a character that is not ASCII. Copy the key as the Hub showed it.";
        }

        if (key.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Hub:Key is still an unresolved Key Vault reference. Store the key in the vault, let the app's identity read it, and restart the app.";
        }
    }

    private static string? UrlProblem(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            ? "Hub:Url is not an HTTP URL. Set it to the base URL of the Hub, for example https://hub.example.org."
            : url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0
            ? "Hub:Url contains a user, a query or a fragment, which would not be sent. Set it to the base URL of the Hub alone: Hub:Key is the credential."
            : null;
}
