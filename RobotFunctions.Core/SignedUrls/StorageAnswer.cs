using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>Maps responses of storage to failures (protocol section 5). Response bodies are not logged: they may contain parts of the signature.</summary>
internal static class StorageAnswer
{
    // Azure's error code, such as AuthenticationFailed or BlobNotFound.
    private const string ErrorCode = "x-ms-error-code";

    /// <summary>Null for a success.</summary>
    public static StepFailure? Failure(HttpResponseMessage response, SignedUrl url, DateTimeOffset now) => (int)response.StatusCode switch
    {
        >= 200 and < 300 => null,
        401 or 403 => new(FailureKind.SignedUrlRefused, $"Storage refused the signed URL, which may have expired: {Told(response, url)}"),
        408 or 425 or 429 or >= 500 =>
            new(FailureKind.Transient, $"Storage is unavailable: {Told(response, url)}", RetryAfter.Read(response.Headers, now)),
        404 or 410 => new(FailureKind.Permanent, $"Storage has no such file: {Told(response, url)}"),
        < 400 => new(FailureKind.Permanent, $"Storage redirects, which is not followed: {Told(response, url)}"),
        _ => new(FailureKind.Permanent, $"Storage refused the request: {Told(response, url)}"),
    };

    private static string Told(HttpResponseMessage response, SignedUrl url)
    {
        var code = response.Headers.TryGetValues(ErrorCode, out var values) ? $" ({string.Join(", ", values)})" : "";
        return $"{(int)response.StatusCode} {response.ReasonPhrase}{code} from {url}.";
    }
}
