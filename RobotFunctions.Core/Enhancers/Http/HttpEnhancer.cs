using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>
/// Calls a model over HTTP: posts <c>{"reference":{...},"extra_fields":{...}|null,"robot_version":"..."}</c> and expects
/// <c>{"content":{...}}</c>, an enhancement's content, or <c>{"error":"..."}</c>. Status 408, 425, 429 and 5xx and network errors are
/// transient: the reference is retried. Any other response is final for the reference, unless the model refuses all of them for the robot's key or URL.
/// </summary>
public sealed class HttpEnhancer(IHttpClientFactory clients, IOptions<HttpEnhancerOptions> options, TimeProvider time) : IEnhancer
{
    /// <summary>The name of the HTTP client.</summary>
    internal const string ClientName = "model";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Uri _url = new(options.Value.Url!);

    /// <inheritdoc/>
    public async ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = Question(reference, context) };
        foreach (var (name, value) in options.Value.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await clients.CreateClient(ClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            ThrowIfTransient(response);
            ThrowIfMisconfigured(response.StatusCode, "Http:Headers", HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.ProxyAuthenticationRequired);
            await response.Content.LoadIntoBufferAsync(options.Value.AnswerBytes, cancellation);
            return Judge(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return EnhancerOutcome.Failed($"The model's response is longer than {options.Value.AnswerBytes} bytes (Http:AnswerBytes).");
        }
        catch (HttpRequestException exception)
        {
            throw new TransientEnhancerException($"The model could not be reached, or its response was incomplete ({exception.HttpRequestError}).");
        }
    }

    private static ReadOnlyMemoryContent Question(Reference reference, EnhancerContext context)
    {
        var body = new ArrayBufferWriter<byte>(reference.Json.Length + 256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("reference"u8);
            writer.WriteRawValue(reference.Json.Span, skipInputValidation: true);
            writer.WritePropertyName("extra_fields"u8);
            writer.WriteRawValue(context.ExtraFields.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(context.ExtraFields));
            writer.WriteString("robot_version"u8, context.RobotVersion);
            writer.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = Json } };
    }

    private static EnhancerOutcome Judge(HttpStatusCode status, byte[] body)
    {
        HttpAnswer? answer = null;
        JsonException? problem = null;
        try
        {
            answer = HttpAnswer.Read(body);
        }
        catch (JsonException notAnAnswer)
        {
            problem = notAnAnswer;
        }

        if ((int)status is < 200 or > 299)
        {
            if (Said(answer?.Error) is null)
            {
                ThrowIfMisconfigured(
                    status,
                    "Http:Url",
                    HttpStatusCode.NotFound,
                    HttpStatusCode.MethodNotAllowed,
                    HttpStatusCode.MovedPermanently,
                    HttpStatusCode.Found,
                    HttpStatusCode.TemporaryRedirect,
                    HttpStatusCode.PermanentRedirect);
            }

            return EnhancerOutcome.Failed(Said(answer?.Error) is { } why ? $"The model refused the reference with {(int)status}: {why}" : $"The model refused the reference with {(int)status}.");
        }

        return (answer?.Content, Said(answer?.Error)) switch
        {
            ({ } content, null) => EnhancerOutcome.Enhanced(content),
            (null, { } error) => EnhancerOutcome.Failed(error),
            _ when problem is not null => EnhancerOutcome.Failed($"The model's answer cannot be read: {Place(problem)} does not follow the protocol."),
            (null, null) => EnhancerOutcome.Failed("The model's answer has neither content nor an error."),
            _ => EnhancerOutcome.Failed("The model's answer has both content and an error."),
        };
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Place(JsonException problem) => NestedJson.PathOf(problem).TrimStart('.') is { Length: > 0 } path ? path : "it";

    /// <summary>Where it answers every reference so, the robot's settings are wrong and not the references.</summary>
    private static void ThrowIfMisconfigured(HttpStatusCode status, string setting, params ReadOnlySpan<HttpStatusCode> refusals)
    {
        if (refusals.Contains(status))
        {
            throw new MisconfiguredException($"The model refused the reference with {(int)status}. Where it refuses every one, check {setting}.");
        }
    }

    private void ThrowIfTransient(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 425 or 429 or >= 500)
        {
            throw new TransientEnhancerException($"The model is unavailable: it answered {status}.", RetryAfter.Read(response.Headers, time.GetUtcNow()));
        }
    }
}
