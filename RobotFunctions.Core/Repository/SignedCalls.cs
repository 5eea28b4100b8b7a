using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// Calls the repository as a robot: every attempt gets a new signature, responses are bounded, and the robot's other secret is tried if one is rejected,
/// because the repository replaces secrets without an overlap (protocol section 6).
/// </summary>
internal sealed partial class SignedCalls(
    IHttpClientFactory clients,
    RequestSigner signer,
    IOptions<RepositoryOptions> repository,
    IOptions<LimitsOptions> limits,
    TimeProvider time,
    ILogger<SignedCalls> logger)
{
    public const string ClientName = "repository";

    private const int ReadBytes = 16 * 1024;

    private readonly Uri _baseUrl = BaseUrl(repository.Value.Url);
    private readonly ConcurrentDictionary<RobotId, RobotSecret> _accepted = [];

    /// <summary>The base URL with a trailing slash and without <c>/v1</c>, which the routes include.</summary>
    /// <exception cref="InvalidOperationException">The text is not an HTTP URL.</exception>
    public static Uri BaseUrl(string? configured)
    {
        var text = (configured ?? "").TrimEnd('/');
        text = text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^3].TrimEnd('/') : text;
        return Uri.TryCreate(text + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidOperationException(
                $"Repository:Url is '{configured}', which is not an HTTP URL. Set it to the repository's base URL, for example https://api.evidence-repository.org.");
    }

    /// <summary>Sends a request and returns the response or the failure. Only a GET may have no body.</summary>
    public async Task<RepositoryAnswer> SendAsync(
        RobotIdentity robot, HttpMethod method, string path, ReadOnlyMemory<byte>? body, TimeSpan timeout, CancellationToken cancellation)
    {
        var secret = _accepted.GetValueOrDefault(robot.Id);
        var answer = await SendOnceAsync(robot, secret, method, path, body, timeout, cancellation);
        if (!robot.Secrets.HasSecondary || !RefusesSignature(answer))
        {
            return answer;
        }

        var other = secret == RobotSecret.Primary ? RobotSecret.Secondary : RobotSecret.Primary;
        answer = await SendOnceAsync(robot, other, method, path, body, timeout, cancellation);
        if (answer.Status is not null && !RefusesSignature(answer))
        {
            _accepted[robot.Id] = other;
            LogOtherSecret(robot.Id, other);
        }

        return answer;
    }

    private static bool RefusesSignature(RepositoryAnswer answer) =>
        answer.Status == 401 && AnswerDetail.Read(answer.Body.Span) == SignatureRefusals.SignatureInvalid;

    private async Task<RepositoryAnswer> SendOnceAsync(
        RobotIdentity robot,
        RobotSecret secret,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body,
        TimeSpan timeout,
        CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        using var content = body is { } bytes ? new TrackedBody(bytes) : null;
        using var request = new HttpRequestMessage(method, new Uri(_baseUrl, path)) { Content = content };
        Sign(request, signer.Sign(robot, body.GetValueOrDefault().Span, secret));
        var began = time.GetTimestamp();
        var answer = new RepositoryAnswer();
        try
        {
            using var response = await clients.CreateClient(ClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            answer = ReadHead(response);
            answer = await ReadBodyAsync(response, either.Token) is { } whole
                ? answer with { Body = whole }
                : answer with { Problem = $"answered {answer.Status} with more than {limits.Value.AnswerBytes} bytes (Limits:AnswerBytes)" };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            answer = answer with { Problem = $"{(content is { Began: true } ? "did not send a complete response" : "could not be reached")}: {exception.Message}" };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            answer = answer with { Problem = string.Create(CultureInfo.InvariantCulture, $"did not send a complete response within {timeout.TotalSeconds} seconds") };
        }

        LogCalled(method, request.RequestUri!.AbsolutePath, answer.Status, time.GetElapsedTime(began), answer.Problem);
        return answer with { MayHaveArrived = content is { Began: true } };
    }

    /// <summary>The body; null if it is too long.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var body = new AnswerBody(limits.Value.AnswerBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await stream.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                if (!body.TryAdd(buffer.AsSpan(0, read)))
                {
                    return null;
                }
            }

            return body.Bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Sign(HttpRequestMessage request, SignatureHeaders headers)
    {
        request.Headers.Add(SignatureHeaders.AuthorizationName, headers.Authorization);
        request.Headers.Add(SignatureHeaders.ClientIdName, headers.ClientId);
        request.Headers.Add(SignatureHeaders.TimestampName, headers.Timestamp);
    }

    private RepositoryAnswer ReadHead(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Status = (int)response.StatusCode,
            RetryAfter = RetryAfter.Read(response.Headers, now),
            ClockAhead = response.Headers.Date - now,
        };
    }

    [LoggerMessage(1, LogLevel.Information, "The repository accepts the {Secret} secret of robot {Robot} and no longer the other one")]
    private partial void LogOtherSecret(RobotId robot, RobotSecret secret);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path}: {Status} after {Elapsed} {Problem}")]
    private partial void LogCalled(HttpMethod method, string path, int? status, TimeSpan elapsed, string? problem);
}
