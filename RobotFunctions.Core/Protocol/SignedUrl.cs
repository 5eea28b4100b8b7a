using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// A storage URL that carries its own permission in its query (protocol section 5). Its text is a secret: <see cref="ToString"/>
/// gives host and path only, so that it can be logged; <see cref="ToUri"/> is what goes on the wire, to the letter.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
public sealed record SignedUrl
{
    // .NET rewrites some escapes (%7E, %2E); a signature over the query does not survive that.
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Uri _uri;

    private SignedUrl(Uri uri) => _uri = uri;

    /// <summary>The scheme, in lower case.</summary>
    public string Scheme => _uri.Scheme;

    /// <summary>The host without the port.</summary>
    public string Host => _uri.IdnHost;

    /// <summary>
    /// Reads an absolute http or https URL that names no user. It is plain ASCII, as everything on the wire, and has no fragment, which would
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

    /// <summary>The URL as it was given, signature included: for the wire and the batch store alone.</summary>
    public Uri ToUri() => _uri;

    /// <summary>Scheme, host and path: safe to show.</summary>
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
