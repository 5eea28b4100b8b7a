using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Hub.Http;

/// <summary>
/// Versions of objects (RFC 9110, 8.8.3). Tags are strong. In <c>If-Match</c> our own tag is understood also in the forms that compressing proxies
/// make of it: weak (<c>W/"v"</c>), or with a suffix (<c>"v-gzip"</c>, <c>"v;gzip"</c>, <c>"v--gzip"</c>).
/// </summary>
internal static class ETags
{
    private static readonly string[] Suffixes = ["--gzip", "-gzip", ";gzip", "--br", "-br", ";br", "--zstd", "-zstd", ";zstd"];

    /// <summary>412: somebody changed the object since the caller read it.</summary>
    public static readonly Problem Stale = new(StatusCodes.Status412PreconditionFailed, "The object was changed since you read it. Read it again, and send its new ETag in If-Match.");

    /// <summary>The tag of an object's version.</summary>
    /// <param name="parts">What changes whenever the object does, such as its id and its version number.</param>
    public static string Of(params ReadOnlySpan<object> parts)
    {
        var version = new StringBuilder();
        foreach (var part in parts)
        {
            version.Append(System.Globalization.CultureInfo.InvariantCulture, $"{part}\n");
        }

        return $"\"{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(version.ToString())).AsSpan(0, 12))}\"";
    }

    /// <summary>Whether the caller's <c>If-Match</c> allows a change of the object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="current">The tag of the object as it is now, read in the transaction of the change.</param>
    /// <param name="required">Whether a request without <c>If-Match</c> is refused.</param>
    /// <returns>Null if the change may go on; otherwise 412 or 428.</returns>
    public static Problem? Check(HttpRequest request, string current, bool required = false) => Check(Sent(request), current, required);

    /// <summary>The same for an <c>If-Match</c> that was read already; null if there was none.</summary>
    public static Problem? Check(string? ifMatch, string current, bool required) => ifMatch switch
    {
        null when required => new Problem(StatusCodes.Status428PreconditionRequired, "Read the object first, and send its ETag in the header If-Match, so that nobody's change is overwritten."),
        not null when !Matches(ifMatch, current) => Stale,
        _ => null,
    };

    /// <summary>The <c>If-Match</c> of a request; null if it has none.</summary>
    public static string? Sent(HttpRequest request) => request.Headers.IfMatch is { Count: > 0 } sent ? sent.ToString() : null;

    /// <summary>Whether one of the tags in an <c>If-Match</c> is <paramref name="current"/>.</summary>
    public static bool Matches(string ifMatch, string current) =>
        ifMatch.Trim() == "*" || ifMatch.Split(',', StringSplitOptions.TrimEntries).Any(tag => Normalize(tag) == current);

    private static string Normalize(string tag)
    {
        var strong = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        if (strong is not ['"', .., '"'] || strong.Length < 2)
        {
            return strong;
        }

        var version = strong[1..^1];
        var suffix = Array.Find(Suffixes, version.EndsWith);
        return suffix is null ? strong : $"\"{version[..^suffix.Length]}\"";
    }
}
