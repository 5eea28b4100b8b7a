using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.Pages;

/// <summary>A file that pages load. Its URL has the digest of its content, so that browsers may keep it for ever and never mix versions.</summary>
internal sealed record Asset
{
    /// <summary>The style sheet of all pages.</summary>
    public static readonly Asset Style = Load("hub", ".css", "text/css; charset=utf-8");

    /// <summary>What pages do beyond htmx: times, copying.</summary>
    public static readonly Asset Script = Load("hub", ".js", "text/javascript; charset=utf-8");

    /// <summary>htmx, as it was published; its licence is beside it in <c>wwwroot</c>.</summary>
    public static readonly Asset Htmx = Load("htmx.min", ".js", "text/javascript; charset=utf-8");

    /// <summary>What the pages do on which people add passkeys and sign in with them.</summary>
    public static readonly Asset Passkeys = Load("passkeys", ".js", "text/javascript; charset=utf-8");

    /// <summary>The icon of the browser's tab.</summary>
    public static readonly Asset Icon = Load("icon", ".svg", "image/svg+xml");

    private const string Brotli = "br";
    private const string Gzip = "gzip";

    private readonly string _type;
    private readonly string _digest;
    private readonly byte[] _content;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    private Asset(string name, string extension, string type, byte[] content)
    {
        (_type, _digest, _content) = (type, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), content);
        _brotli = new(() => Compress(static target => new BrotliStream(target, CompressionLevel.SmallestSize)));
        _gzip = new(() => Compress(static target => new GZipStream(target, CompressionLevel.SmallestSize)));
        Path = $"/assets/{name}.{_digest}{extension}";
    }

    /// <summary>The path of its URL.</summary>
    public string Path { get; }

    /// <summary>Serves the files of pages.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var asset in (Asset[])[Style, Script, Htmx, Passkeys, Icon])
        {
            app.MapGet(asset.Path, asset.Serve).AllowAnyone("A file of the program, the same for everybody.").ExcludeFromDescription().DisableRateLimiting();
        }
    }

    // Only these files are compressed. In a page, which has secrets and what others typed, the compressed length would tell of the secrets (BREACH).
    private IResult Serve(HttpContext context)
    {
        var encoding = Choose(context.Request);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        var content = encoding switch
        {
            Brotli => _brotli.Value,
            Gzip => _gzip.Value,
            _ => _content,
        };
        return Results.Bytes(content, _type, entityTag: new EntityTagHeaderValue($"\"{_digest}{encoding}\""));
    }

    private static string? Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(static encoding => encoding.Quality is null or > 0).Select(static encoding => encoding.Value.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return accepted.Contains(Brotli) ? Brotli : accepted.Contains(Gzip) ? Gzip : null;
    }

    private byte[] Compress(Func<Stream, Stream> encode)
    {
        using var compressed = new MemoryStream();
        using (var encoder = encode(compressed))
        {
            encoder.Write(_content);
        }

        return compressed.ToArray();
    }

    private static Asset Load(string name, string extension, string type)
    {
        using var resource = typeof(Asset).Assembly.GetManifestResourceStream($"wwwroot/{name}{extension}")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new Asset(name, extension, type, content.ToArray());
    }
}
