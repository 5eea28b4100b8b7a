using System.IO.Compression;
using System.Text;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>Downloads with bounds that a test can reach.</summary>
public abstract class BoundedDownloads : IAsyncLifetime
{
    protected const string Path = "/references/a%7Eb%2Ec/file.jsonl?sv=2024&sp=r&rscd=attachment&sig=secret%2Bsecret%3D";
    protected const string Text = "{\"id\":1}\n{\"id\":2}\n";

    private protected StorageClientFixture Storage { get; } = new(limits: static limits =>
    {
        limits.FileBytes = 100_000;
        limits.StorageIdle = TimeSpan.FromSeconds(30);
        limits.StorageTransfer = TimeSpan.FromMinutes(10);
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Storage.DisposeAsync();

    protected static LoopbackServer Sending(string header, byte[] content) => new(async exchange =>
    {
        await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n");
        await exchange.WriteAsync(content);
    });

    protected static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
