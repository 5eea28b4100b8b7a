using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using RobotFunctions.Core.Signing;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;

namespace RobotFunctions.Simulator.Storage;

/// <summary>
/// The repository's storage: files on disk behind signed URLs that expire (protocol section 5). It responds like Azure and streams in both
/// directions.
/// </summary>
public sealed class SimulatedStorage
{
    private const string Root = "/storage/";

    private readonly ConcurrentDictionary<string, string> _published = new(StringComparer.Ordinal);
    private readonly UrlSigner _signer;
    private readonly SimulatorOptions _options;
    private Uri? _base;

    internal SimulatedStorage(SimulatorOptions options)
    {
        _options = options;
        _signer = new UrlSigner(options.Time);
        Directory.CreateDirectory(options.Folder);
    }

    /// <summary>Expires every URL issued so far.</summary>
    public void ExpireUrls() => _signer.ExpireAll();

    /// <summary>A URL that permits reading a blob.</summary>
    public string ReadUrl(string blob) => Issue(blob, 'r');

    /// <summary>A URL that permits writing a blob.</summary>
    public string WriteUrl(string blob) => Issue(blob, 'w');

    /// <summary>The path of a blob on disk, whether it exists or not.</summary>
    public string PathOf(string blob) => _published.GetValueOrDefault(blob) ?? Path.Combine([_options.Folder, .. blob.Split('/')]);

    /// <summary>Publishes a file outside the folder as a blob.</summary>
    public void Publish(string blob, string path) => _published[blob] = Path.GetFullPath(path);

    internal void ListenAt(Uri address) => _base = address;

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Root + "{**blob}", [HttpMethods.Get, HttpMethods.Head], Guarded('r', SendAsync)).WithMetadata(new CallEndpoint(CallKind.Download));
        routes.MapMethods(Root + "{**blob}", [HttpMethods.Put], Guarded('w', ReceiveAsync)).WithMetadata(new CallEndpoint(CallKind.Upload));
    }

    private string Issue(string blob, char permission)
    {
        var address = _base ?? throw new InvalidOperationException("The simulated repository has not been started.");
        return address.GetLeftPart(UriPartial.Authority) + _signer.Sign(Root + blob, permission, _options.UrlLifetime);
    }

    private RequestDelegate Guarded(char permission, Func<HttpContext, string, Task> then) => context =>
    {
        if (context.Request.Headers.ContainsKey(SignatureHeaders.AuthorizationName) || context.Request.Headers.ContainsKey(SignatureHeaders.ClientIdName))
        {
            return StorageErrors.ForeignCredentials(context);
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var verdict = _signer.Check(target, permission);
        return verdict == UrlVerdict.Permitted
            ? then(context, PathOf((string)context.GetRouteValue("blob")!))
            : StorageErrors.Refuse(context, verdict);
    };

    private static Task SendAsync(HttpContext context, string path) =>
        File.Exists(path)
            ? TypedResults.PhysicalFile(path, "application/jsonl", enableRangeProcessing: true).ExecuteAsync(context)
            : StorageErrors.BlobNotFound(context);

    private static async Task ReceiveAsync(HttpContext context, string path)
    {
        if (context.Request.ContentLength is null)
        {
            await StorageErrors.LengthMissing(context);
            return;
        }

        if (context.Request.Headers["x-ms-blob-type"] != "BlockBlob")
        {
            await StorageErrors.BlobTypeMissing(context);
            return;
        }

        await UploadedFile.ReceiveAsync(context.Request.Body, path, context.RequestAborted);
        context.Response.StatusCode = 201;
    }
}
