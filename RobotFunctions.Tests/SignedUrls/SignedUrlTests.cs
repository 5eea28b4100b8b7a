using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.SignedUrls;

public sealed class SignedUrlTests
{
    [Theory]
    [InlineData("https://account.blob.core.windows.net/container/file.jsonl?sv=2024&sig=a%2Bb%3D")]
    [InlineData("http://minio:9000/bucket/a%7Eb%2Ec?X-Amz-Signature=abc&x=1+2")]
    [InlineData("https://xn--bcher-kva.example/file?sig=abc")]
    [InlineData("https://[2606:4700::1111]:8443/file?sig=abc")]
    [InlineData("https://host/a/./b/../c?sig=%2e%2E")]
    public void A_signed_URL_is_kept_to_the_letter(string text)
    {
        Assert.True(SignedUrl.TryParse(text, out var url));

        Assert.Equal(text, url.ToUri().OriginalString);
        Assert.Equal(text[text.IndexOf('/', 8)..], url.ToUri().PathAndQuery);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(url)));
        Assert.Equal(url, JsonSerializer.Deserialize<SignedUrl>(JsonSerializer.Serialize(url)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("file.jsonl")]
    [InlineData("/container/file.jsonl")]
    [InlineData("ftp://host/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:///file")]
    [InlineData("https://user:password@host/file")]
    [InlineData("https://user@host/file")]
    [InlineData("https://host/a b")]
    [InlineData(" https://host/file")]
    [InlineData("https://host/file\r\nX-Header: 1")]
    [InlineData("https://host/file#fragment")]
    [InlineData("https://host/file?sig=a#b")]
    [InlineData("https://allowed.example\\@evil.example/file")]
    [InlineData("https://host/größe")]
    [InlineData("https://bücher.example/file")]
    public void What_is_no_plain_absolute_web_URL_is_refused(string? text) => Assert.False(SignedUrl.TryParse(text, out _));

    [Fact]
    public void The_signature_does_not_show_in_text()
    {
        Assert.True(SignedUrl.TryParse("https://account.blob.core.windows.net/container/file.jsonl?sv=2024&sig=secret", out var url));

        Assert.Equal("https://account.blob.core.windows.net/container/file.jsonl", url.ToString());
        Assert.Equal("https://account.blob.core.windows.net/container/file.jsonl", $"{url}");
    }
}
