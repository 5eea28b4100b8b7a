using System.Net.Http.Headers;
using System.Text;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Posts events to HTTP endpoints: signed webhooks (Standard Webhooks), and CloudEvents in structured mode with a credential.</summary>
internal sealed class HttpSender(IHttpClientFactory clients, WebhookSigner signer, TimeProvider time)
{
    /// <summary>The name of the HTTP client of all deliveries.</summary>
    public const string ClientName = "deliveries";

    private const int MaxExcerpt = 200;

    // By how many characters a secret is recognized, as its end may be cut off.
    private const int SecretStart = 8;

    private static readonly ProductInfoHeaderValue UserAgent = new("RobotFunctions-Hub", typeof(HttpSender).Assembly.GetName().Version?.ToString(3));

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<SendResult> SendAsync(Destination destination, HubEvent @event, CancellationToken cancellation)
    {
        using var request = CreateRequest(destination, @event);
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var answer = (int)response.StatusCode;
        return new SendResult
        {
            Answer = answer,
            Problem = answer switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => $"The destination answered {answer}. Redirects are not followed: set the url of the subscription to where it leads.",
                StatusCodes.Status410Gone => "The destination answered 410: it wants no events any more. The subscription is disabled.",
                _ => $"The destination answered {answer}{await ExcerptAsync(response, destination, cancellation)}.",
            },
            RetryAfter = RetryAfter.Read(response.Headers, time.GetUtcNow()),
        };
    }

    private HttpRequestMessage CreateRequest(Destination destination, HubEvent @event)
    {
        // Receivers of webhooks parse application/json. Structured mode of CloudEvents has a type of its own.
        var content = new ByteArrayContent(@event.Body);
        content.Headers.ContentType = new(destination.Kind == SubscriptionKind.CloudEvents ? "application/cloudevents+json" : "application/json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, destination.Url) { Content = content };
        request.Headers.UserAgent.Add(UserAgent);
        if (@event.TraceParent is { } traceParent)
        {
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        if (CredentialHeader.TryParse(destination.Credential, out var credential))
        {
            request.Headers.TryAddWithoutValidation(credential.Name, credential.Value);
        }

        if (destination.Secrets.Count > 0)
        {
            var signed = signer.Sign(@event.Id.ToString(), @event.Body, destination.Secrets);
            request.Headers.TryAddWithoutValidation(WebhookHeaders.IdName, signed.Id);
            request.Headers.TryAddWithoutValidation(WebhookHeaders.TimestampName, signed.Timestamp);
            request.Headers.TryAddWithoutValidation(WebhookHeaders.SignatureName, signed.Signature);
        }

        return request;
    }

    // The beginning of the body often says what is wrong. One that repeats the credential or the query is not shown.
    private static async Task<string> ExcerptAsync(HttpResponseMessage response, Destination destination, CancellationToken cancellation)
    {
        var start = new byte[MaxExcerpt];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        var excerpt = ProblemText.Clean(Encoding.UTF8.GetString(start.AsSpan(0, length)), MaxExcerpt).TrimEnd('.');
        return excerpt.Length == 0 || RepeatsSecret(excerpt, destination) ? "" : $": {excerpt}";
    }

    private static bool RepeatsSecret(string excerpt, Destination destination)
    {
        var credential = CredentialHeader.TryParse(destination.Credential, out var header) ? header.Value : "";
        var secrets = $"{credential} {destination.Url.Query} {Uri.UnescapeDataString(destination.Url.Query)}".Split([' ', '?', '&', '='], StringSplitOptions.RemoveEmptyEntries);
        return secrets.Any(secret => excerpt.Contains(secret[..Math.Min(secret.Length, SecretStart)], StringComparison.OrdinalIgnoreCase));
    }
}
