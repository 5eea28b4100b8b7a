using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.SignedUrls;

namespace RobotFunctions.Tests.SignedUrls;

public sealed class SignedUrlPolicyTests
{
    [Theory]
    [InlineData("https://account.blob.core.windows.net/file?sig=a")]
    [InlineData("https://ACCOUNT.Blob.Core.Windows.NET/file?sig=a")]
    [InlineData("https://a.b.blob.core.windows.net:8443/file")]
    public void Azure_storage_is_allowed_without_any_setting(string url) => Assert.Null(Check(url));

    [Theory]
    [InlineData("https://blob.core.windows.net/file")]
    [InlineData("https://evilblob.core.windows.net/file")]
    [InlineData("https://account.blob.core.windows.net.evil.example/file")]
    [InlineData("https://account.blob.core.windows.net./file")]
    [InlineData("https://evil.example/account.blob.core.windows.net")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://localhost/file")]
    [InlineData("https://[::1]/file")]
    public void Any_other_host_is_refused_by_name(string url)
    {
        var reason = Check(url);

        Assert.Contains("Storage:AllowedHosts", reason, StringComparison.Ordinal);
        Assert.Contains(new Uri(url).IdnHost, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://minio.example/file", true)]
    [InlineData("https://MinIO.Example:9000/file", true)]
    [InlineData("https://a.storage.example/file", true)]
    [InlineData("https://a.b.storage.example/file", true)]
    [InlineData("https://[fd00::1]:9000/file", true)]
    [InlineData("https://storage.example/file", false)]
    [InlineData("https://other.minio.example/file", false)]
    [InlineData("https://account.blob.core.windows.net/file", false)]
    public void Configured_hosts_are_allowed_and_replace_the_default(string url, bool allowed) =>
        Assert.Equal(allowed, Check(url, hosts: ["minio.example", "*.storage.example", "[fd00::1]"]) is null);

    [Fact]
    public void Plain_http_is_refused_unless_it_is_allowed()
    {
        const string Url = "http://account.blob.core.windows.net/file?sig=secret";

        Assert.Contains("Storage:AllowHttp", Check(Url), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Check(Url), StringComparison.Ordinal);
        Assert.Null(Check(Url, allowHttp: true));
    }

    private static string? Check(string url, bool allowHttp = false, string[]? hosts = null)
    {
        var options = new StorageOptions { AllowHttp = allowHttp };
        Array.ForEach(hosts ?? [], options.AllowedHosts.Add);
        Assert.True(SignedUrl.TryParse(url, out var parsed), url);
        return new SignedUrlPolicy(Options.Create(options)).Check(parsed);
    }
}
