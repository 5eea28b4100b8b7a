using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using RobotFunctions.Hub.Pages;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Pages;

public sealed class AssetTests
{
    [Fact]
    public void Htmx_is_the_version_that_the_notice_names_as_it_was_published()
    {
        var wwwroot = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../RobotFunctions.Hub/wwwroot");
        var script = File.ReadAllBytes(Path.Combine(wwwroot, "htmx.min.js"));
        var notice = File.ReadAllText(Path.Combine(wwwroot, "htmx.LICENSE.txt"));

        Assert.Contains("""version:"2.0.11""", System.Text.Encoding.UTF8.GetString(script), StringComparison.Ordinal);
        Assert.Equal("d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717", Convert.ToHexStringLower(SHA256.HashData(script)));
        Assert.StartsWith("htmx 2.0.11", notice, StringComparison.Ordinal);
        Assert.Contains("Zero-Clause BSD", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_keep_a_file_for_ever_under_the_digest_of_its_content()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        foreach (var (asset, type) in ((Asset, string)[])[(Asset.Style, "text/css"), (Asset.Script, "text/javascript"), (Asset.Htmx, "text/javascript"), (Asset.Passkeys, "text/javascript"), (Asset.Icon, "image/svg+xml")])
        {
            using var answer = await hub.Client.GetAsync(asset.Path);
            var content = await answer.Content.ReadAsByteArrayAsync();
            using var again = await hub.SendAsync(HttpMethod.Get, asset.Path, headers: ("If-None-Match", answer.Headers.ETag!.Tag));

            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content))[..16], asset.Path, StringComparison.Ordinal);
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    [InlineData("nonsense;;;,", null)]
    [InlineData("", null)]
    public async Task A_file_is_compressed_as_the_browser_accepts_it(string accepted, string? encoding)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var plain = await hub.Client.GetAsync(Asset.Htmx.Path);

        using var answer = await hub.SendAsync(HttpMethod.Get, Asset.Htmx.Path, headers: ("Accept-Encoding", accepted));

        var sent = await answer.Content.ReadAsByteArrayAsync();
        using Stream stream = encoding switch
        {
            "br" => new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(sent), CompressionMode.Decompress),
            _ => new MemoryStream(sent),
        };
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), content.ToArray());
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(encoding is null, sent.Length == content.Length);
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        Assert.Equal(encoding is null, answer.Headers.ETag!.Tag == plain.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_page_is_never_compressed()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var visitor = new Visitor(hub);

        using var page = await visitor.GetAsync("/sign-in", ("Accept-Encoding", "br, gzip"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Empty(page.Content.Headers.ContentEncoding);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
