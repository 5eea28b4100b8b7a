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

    /// <summary>The icon of the browser's tab.</summary>
    public static readonly Asset Icon = Load("icon", ".svg", "image/svg+xml");

    private readonly byte[] _content;
    private readonly string _type;
    private readonly EntityTagHeaderValue _tag;

    private Asset(string name, string extension, string type, byte[] content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        (_content, _type, _tag) = (content, type, new EntityTagHeaderValue($"\"{digest}\""));
        Path = $"/assets/{name}.{digest}{extension}";
    }

    /// <summary>The path of its URL.</summary>
    public string Path { get; }

    /// <summary>Serves the files of pages.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var asset in (Asset[])[Style, Script, Htmx, Icon])
        {
            app.MapGet(asset.Path, asset.Serve).AllowAnyone("A file of the program, the same for everybody.").ExcludeFromDescription().DisableRateLimiting();
        }
    }

    private IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(_content, _type, entityTag: _tag);
    }

    private static Asset Load(string name, string extension, string type)
    {
        using var resource = typeof(Asset).Assembly.GetManifestResourceStream($"wwwroot/{name}{extension}")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new Asset(name, extension, type, content.ToArray());
    }
}
