using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Hub.Commands;

/// <summary>Calls a running Hub for a command, with the settings <c>Hub:Url</c> and <c>Hub:Key</c>.</summary>
internal sealed class HubApi : IDisposable
{
    private readonly HttpClient _client;

    private HubApi(HttpClient client) => _client = client;

    /// <summary>Runs a command that calls the Hub. What the Hub refuses is shown as its sentence.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="work">Calls the Hub, and returns the exit code.</param>
    public static async Task<int> RunAsync(IConfiguration settings, Func<HubApi, Task<int>> work)
    {
        var url = settings["Hub:Url"] is { Length: > 0 } set ? set : HubCommand.DefaultUrl;
        if (settings["Hub:Key"] is not { Length: > 0 } key || !Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address))
        {
            return await HubCommandContext.RefuseAsync($"Set Hub__Key to an API key of the Hub (`robot hub key create` makes one), and Hub__Url to its URL if it is not {HubCommand.DefaultUrl}.");
        }

        using var api = new HubApi(new HttpClient(OutboundHandler.Create()) { BaseAddress = address });
        api._client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            return await work(api);
        }
        catch (HubRefusedException refused)
        {
            return await HubCommandContext.RefuseAsync(refused.Message);
        }
        catch (HttpIOException broken)
        {
            return await HubCommandContext.RefuseAsync($"The answer of the Hub at {url} ended too early: {broken.Message} Run the command again.");
        }
        catch (HttpRequestException unreachable)
        {
            return await HubCommandContext.RefuseAsync($"The Hub at {url} cannot be reached: {unreachable.Message} Start it with `robot hub`, or correct Hub__Url.");
        }
    }

    /// <summary>Calls the Hub.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below <c>/api/v1/</c>, with its query.</param>
    /// <param name="content">The body.</param>
    /// <param name="ifMatch">The ETag that the object must have.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The JSON of the answer, and its ETag.</returns>
    /// <exception cref="HubRefusedException">The Hub refused.</exception>
    public async Task<(JsonElement Body, string? Tag)> SendAsync(HttpMethod method, string path, HttpContent? content, string? ifMatch, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = content };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var answer = await _client.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? (text.Length == 0 ? default : JsonElement.Parse(text), answer.Headers.ETag?.ToString())
            : throw Refused(answer, text);
    }

    /// <summary>Reads from the Hub.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => (await SendAsync(HttpMethod.Get, path, null, null, cancellation)).Body;

    /// <summary>Reads a file from the Hub, of any length.</summary>
    /// <param name="path">The path below <c>/api/v1/</c>, with its query.</param>
    /// <param name="output">Where it is written.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="HubRefusedException">The Hub refused; nothing was written.</exception>
    /// <exception cref="HttpIOException">The answer ended too early; a part was written.</exception>
    public async Task DownloadAsync(string path, Stream output, CancellationToken cancellation)
    {
        using var answer = await _client.GetAsync($"api/v1/{path}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(answer, await answer.Content.ReadAsStringAsync(cancellation));
        }

        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        await content.CopyToAsync(output, cancellation);
    }

    /// <summary>A JSON body.</summary>
    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static HubRefusedException Refused(HttpResponseMessage answer, string body) => new(DetailOf(body) ?? $"The Hub answered {(int)answer.StatusCode}.");

    private static string? DetailOf(string body)
    {
        try
        {
            return JsonElement.Parse(body).TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The Hub refused what a command asked for; the message is its sentence.</summary>
internal sealed class HubRefusedException(string message) : Exception(message);
