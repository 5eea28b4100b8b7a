using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>Where a signed URL can lead, and where not.</summary>
public sealed class StorageReachTests
{
    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_called()
    {
        await using var server = LoopbackServer.Answering(200, "internal");
        await using var storage = new StorageClientFixture(static options => options.AllowedHosts.Clear());

        var failure = AssertFailed(FailureKind.Misconfigured, await storage.DownloadTextAsync(Url($"{server.Url}/file?sig=secret")));
        AssertFailed(FailureKind.Misconfigured, await storage.UploadAsync(Url($"{server.Url}/file?sig=secret"), [1]));

        Assert.Contains($"127.0.0.1:{server.Port} is not allowed", failure.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Exchanges);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task A_host_that_leads_inside_is_not_called_even_when_its_name_is_allowed(string host)
    {
        await using var server = LoopbackServer.Answering(200, "internal");
        var url = Url($"http://{host}:{server.Port}/file?sig=secret");
        await using var storage = new StorageClientFixture(options =>
        {
            options.AllowPrivateAddresses = false;
            options.AllowedHosts.Add(url.Host);
        });

        var failure = AssertFailed(FailureKind.Misconfigured, await storage.DownloadTextAsync(url));
        AssertFailed(FailureKind.Misconfigured, await storage.UploadAsync(url, [1]));

        Assert.Contains("leads to a private address", failure.Reason, StringComparison.Ordinal);
        Assert.Contains("Storage:AllowPrivateAddresses", failure.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Exchanges);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_refuse()
    {
        var connector = new PublicConnector(
            static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1"), IPAddress.Parse("10.0.0.1")]), PublicAddresses.Contain);
        using var client = new HttpClient(StorageServices.Handler(new StorageOptions(), connector));

        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://storage.example/")));

        Assert.IsType<AddressRefusedException>(thrown.InnerException);
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_called()
    {
        await using var server = LoopbackServer.Answering(200, "checked");
        var lookUps = new List<string>();
        var connector = new PublicConnector(
            (host, _) =>
            {
                lookUps.Add(host);
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
            static _ => true);
        using var client = new HttpClient(StorageServices.Handler(new StorageOptions(), connector));

        var text = await client.GetStringAsync(new Uri($"http://storage.invalid:{server.Port}/"));

        Assert.Equal("checked", text);
        Assert.Equal(["storage.invalid"], lookUps);
        Assert.Equal($"storage.invalid:{server.Port}", Assert.Single(server.Exchanges).Headers["Host"]);
    }

    [Fact]
    public async Task Storage_where_nobody_listens_is_transient()
    {
        await using var storage = new StorageClientFixture();

        var failure = AssertFailed(FailureKind.Transient, await storage.DownloadTextAsync(Url("http://127.0.0.1:1/file?sig=secret")));
        AssertFailed(FailureKind.Transient, await storage.UploadAsync(Url("http://127.0.0.1:1/file?sig=secret"), [1]));

        Assert.Contains("could not be reached at http://127.0.0.1:1/file", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_that_cannot_be_resolved_is_transient()
    {
        var connector = new PublicConnector(static (_, _) => throw new SocketException((int)SocketError.HostNotFound), PublicAddresses.Contain);
        await using var services = new ServiceCollection()
            .Configure<StorageOptions>(static options =>
            {
                options.AllowHttp = true;
                options.AllowedHosts.Add("storage.invalid");
            })
            .AddStorageClient()
            .AddHttpClient(StorageClient.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => StorageServices.Handler(new StorageOptions(), connector))
            .Services.BuildServiceProvider();

        var outcome = await services.GetRequiredService<StorageClient>()
            .DownloadAsync(Url("http://storage.invalid/file?sig=secret"), ReadTextAsync, CancellationToken.None);

        AssertFailed(FailureKind.Transient, outcome);
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_soon_as_it_is_made_is_transient()
    {
        using var handler = new RecordingHandler().Answer(static _ => throw new SocketException((int)SocketError.NotConnected));
        await using var services = new ServiceCollection()
            .Configure<StorageOptions>(static options => options.AllowedHosts.Add("storage.invalid"))
            .AddStorageClient()
            .AddHttpClient(StorageClient.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => handler)
            .Services.BuildServiceProvider();

        var outcome = await services.GetRequiredService<StorageClient>()
            .DownloadAsync(Url("https://storage.invalid/file?sig=secret"), ReadTextAsync, CancellationToken.None);

        AssertFailed(FailureKind.Transient, outcome);
    }

    [Fact]
    public async Task A_plain_server_behind_https_is_transient()
    {
        await using var server = new LoopbackServer(static exchange => exchange.AnswerAsync(200));
        await using var storage = new StorageClientFixture();

        AssertFailed(FailureKind.Transient, await storage.DownloadTextAsync(Url($"https://127.0.0.1:{server.Port}/file?sig=secret")));
    }
}
