using System.Text.Json;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Commands;

/// <summary>Gets an access token as a machine does: the client credentials grant (RFC 6749, 4.4).</summary>
/// <param name="client">Calls the issuer.</param>
internal sealed class ClientCredentials(HttpClient client)
{
    /// <summary>Gets a token for the Hub.</summary>
    /// <param name="options">The issuer and the audience.</param>
    /// <param name="id">The client's id.</param>
    /// <param name="secret">The client's secret. It is in no message.</param>
    /// <param name="scope">The scope that the token is asked to have.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <returns>The token; or why there is none, as a sentence.</returns>
    /// <exception cref="HttpRequestException">The issuer cannot be reached.</exception>
    public async Task<(string? Token, string? Problem)> GetTokenAsync(TokenOptions options, string id, string secret, string scope, CancellationToken cancellation)
    {
        var discovery = new Uri($"{options.Authority!.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration");
        using var described = await client.GetAsync(discovery, cancellation);
        if (Member(await described.Content.ReadAsStringAsync(cancellation), "token_endpoint") is not { } endpoint
            || !Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || !(url.IsLoopback || url.Scheme == Uri.UriSchemeHttps))
        {
            return (null, $"{discovery} was answered with {(int)described.StatusCode} and names no token_endpoint with HTTPS. Check HubServer:Tokens:Authority.");
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = secret,
            ["audience"] = options.Audience!,
            ["scope"] = scope,
        });
        using var answer = await client.PostAsync(url, form, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return Member(text, "access_token") is { } token
            ? (token, null)
            : (null, $"The issuer answered {(int)answer.StatusCode} ({Member(text, "error") ?? "without an error code"}). Check TEST_CLIENT_ID and TEST_CLIENT_SECRET, and that the client may ask for {scope}.");
    }

    private static string? Member(string json, string name)
    {
        try
        {
            return JsonElement.Parse(json) is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
