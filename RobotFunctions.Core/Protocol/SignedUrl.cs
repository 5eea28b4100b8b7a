using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// A storage URL whose query contains its permission (protocol section 5). The query is a secret: <see cref="ToString"/>
/// returns only scheme, host and path and can be logged; <see cref="ToUri"/> returns the exact URL for the wire.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
public sealed record SignedUrl
{
    // .NET normalises some escapes (%7E, %2E), which would invalidate a signature over the query.
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Uri _uri;

    private SignedUrl(Uri uri) => _uri = uri;

    /// <summary>The scheme, in lower case.</summary>
    public string Scheme => _uri.Scheme;

    /// <summary>The host without the port.</summary>
    public string Host => _uri.IdnHost;

    /// <summary>The port, which is the scheme's own if the URL names none.</summary>
    internal int Port => _uri.Port;

    /// <summary>Whether the port is the scheme's own.</summary>
    internal bool HasDefaultPort => _uri.IsDefaultPort;

    /// <summary>
    /// Parses an absolute http or https URL without user info. It must be ASCII and have no fragment, which would
    /// be sent as part of the signed query.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SignedUrl? url)
    {
        url = null;
        if (text is null
            || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            || text.AsSpan().ContainsAny('#', '\\')
            || !Uri.TryCreate(text, Verbatim, out var uri))
        {
            return false;
        }

        if (!uri.IsAbsoluteUri || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Host.Length == 0)
        {
            return false;
        }

        url = new SignedUrl(uri);
        return true;
    }

    /// <summary>The exact URL with its signature: only for the wire and the batch store.</summary>
    public Uri ToUri() => _uri;

    /// <summary>Scheme, host and path: safe to log.</summary>
    public override string ToString()
    {
        var text = _uri.OriginalString;
        var end = text.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    internal sealed class JsonTextConverter : JsonConverter<SignedUrl>
    {
        public override SignedUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var url)
                ? url
                : throw new JsonException("This is not an absolute http or https URL.");

        public override void Write(Utf8JsonWriter writer, SignedUrl value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value._uri.OriginalString);
    }
}
