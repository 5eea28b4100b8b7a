using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Core.Hub;

/// <summary>Calls the Hub with the robot's API key. It does not retry: the callers do, as their work demands.</summary>
public sealed class HubClient
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    internal const int MaxAnswerBytes = 1024 * 1024;

    internal const string ClientName = "hub";

    /// <summary>The time-out of one call, unless the caller sets another.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly IHttpClientFactory _clients;
    private readonly IOptions<HubClientOptions> _hub;
    private readonly TimeProvider _time;

    internal HubClient(IHttpClientFactory clients, IOptions<HubClientOptions> hub, TimeProvider time)
    {
        _clients = clients;
        _hub = hub;
        _time = time;
    }

    /// <summary>Asks whether the Hub answers and accepts the key, whatever the key's scopes are.</summary>
    /// <exception cref="InvalidOperationException">The robot has no Hub (<see cref="HubClientOptions.IsConfigured"/>).</exception>
    public async Task<HubOutcome> PingAsync(CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Get, "heartbeat/private", json: null, idempotencyKey: null, cancellation) switch
        {
            HubOk { Status: not 204 } other => new HubRefused(other.Status, "That is not the answer of a Hub."),
            var outcome => outcome,
        };

    /// <summary>Posts JSON.</summary>
    /// <param name="path">The path below the base URL, without a leading slash.</param>
    /// <param name="json">The body.</param>
    /// <param name="idempotencyKey">
    /// Identifies what is asked for, the same in every retry, so that the Hub does it once; null for what may be done again.
    /// </param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <param name="timeout">The time-out of the call; null for <see cref="Timeout"/>.</param>
    /// <exception cref="InvalidOperationException">The robot has no Hub (<see cref="HubClientOptions.IsConfigured"/>).</exception>
    internal Task<HubOutcome> PostAsync(
        string path, ReadOnlyMemory<byte> json, string? idempotencyKey, CancellationToken cancellation, TimeSpan? timeout = null) =>
        SendAsync(HttpMethod.Post, path, json, idempotencyKey, cancellation, timeout);

    private async Task<HubOutcome> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? json, string? idempotencyKey, CancellationToken cancellation, TimeSpan? timeout = null)
    {
        var limit = timeout ?? Timeout;
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        using var request = Request(method, path, json, idempotencyKey);
        try
        {
            using var response = await _clients.CreateClient(ClientName).SendAsync(request, either.Token);
            return Outcome(response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (HttpRequestException exceeded) when (exceeded.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new HubUnavailable($"answered with more than {MaxAnswerBytes} bytes", RetryAfter: null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new HubUnavailable($"did not send a complete answer: {exception.Message}", RetryAfter: null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HubUnavailable(string.Create(CultureInfo.InvariantCulture, $"did not answer within {limit.TotalSeconds} seconds"), RetryAfter: null);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, ReadOnlyMemory<byte>? json, string? idempotencyKey)
    {
        var hub = _hub.Value;
        if (!hub.IsConfigured)
        {
            throw new InvalidOperationException("The robot has no Hub.");
        }

        var request = new HttpRequestMessage(method, new Uri(new Uri(hub.Url.TrimEnd('/') + '/'), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hub.Key);
        request.Headers.Add("X-Request-ID", Guid.CreateVersion7(_time.GetUtcNow()).ToString());
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (json is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    private HubOutcome Outcome(HttpResponseMessage response, byte[] body) => (int)response.StatusCode switch
    {
        var status and >= 200 and < 300 => new HubOk(status, body),
        var status and (408 or 425 or 429 or (>= 500 and not 501)) =>
            new HubUnavailable($"answered {status}. {AnswerDetail.Read(body)}".TrimEnd(' ', '.'), RetryAfter.Read(response.Headers, _time.GetUtcNow())),
        var status => new HubRefused(status, AnswerDetail.Read(body)),
    };
}
