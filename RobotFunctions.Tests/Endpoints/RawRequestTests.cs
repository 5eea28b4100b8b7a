using System.Globalization;
using System.Text;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Endpoints;

/// <summary>What only shows on the wire: requests that mean two things, and requests that never end.</summary>
public sealed class RawRequestTests(EndpointsFixture endpoints) : IClassFixture<EndpointsFixture>
{
    private const string Health = "GET /health HTTP/1.1\r\nHost: robot\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 40")]
    [InlineData("Content-Length: 4, 40")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length : 4")]
    [InlineData(" Content-Length: 4")]
    [InlineData("Content-Length: 4\r\n folded: 4")]
    [InlineData("Content-Length: 4\r\nX-Null: a\0b")]
    [InlineData("Content-Length: 4\r\nX-Return: a\rb")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")]
    [InlineData("Content-Length: 4\r\nHost: other")]
    public async Task A_request_of_two_meanings_is_refused_and_what_follows_it_is_not_looked_at(string headers)
    {
        using var call = await RawCall.BeginAsync(endpoints.Url, $"POST /batch/ HTTP/1.1\r\nHost: robot\r\n{headers}\r\n\r\nbody{Health}");

        var answer = await call.AnswerAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Single(Answers(answer));
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 64")]
    public async Task Chunks_beside_a_length_are_read_as_chunks_and_end_the_connection(string headers)
    {
        using var call = await RawCall.BeginAsync(endpoints.Url, $"POST /batch/ HTTP/1.1\r\nHost: robot\r\n{headers}\r\n\r\n0\r\n\r\n{Health}");

        var answer = await call.AnswerAsync();

        Assert.StartsWith("HTTP/1.1 401 ", Assert.Single(Answers(answer)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignatureHeaders.AuthorizationName)]
    [InlineData(SignatureHeaders.ClientIdName)]
    [InlineData(SignatureHeaders.TimestampName)]
    public async Task A_signature_header_that_is_there_twice_is_none_even_when_both_are_genuine(string twice)
    {
        var body = EndpointsFixture.Batch(Guid.NewGuid());

        Assert.StartsWith("HTTP/1.1 202 ", await PushAsync(body, static _ => 1), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401 ", await PushAsync(body, name => name == twice ? 2 : 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_come_too_slowly_are_cut_with_408()
    {
        using var head = await RawCall.BeginAsync(endpoints.Url, "POST /batch/ HTTP/1.1\r\nHost: robot\r\nX-Slow: ");
        using var body = await RawCall.BeginAsync(endpoints.Url, "POST /batch/ HTTP/1.1\r\nHost: robot\r\nContent-Length: 3000\r\n\r\nand then nothing");
        using var drip = await RawCall.BeginAsync(endpoints.Url, "POST /batch/ HTTP/1.1\r\nHost: robot\r\nContent-Length: 3000\r\n\r\n");
        var dripping = DripAsync(drip);

        Assert.All(
            await Task.WhenAll(head.AnswerAsync(), body.AnswerAsync(), dripping),
            static answer => Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal));
        Assert.Equal(200, (await endpoints.GetAsync("/health")).Status);
    }

    private static async Task<string> DripAsync(RawCall call)
    {
        var answer = call.AnswerAsync();
        while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System)) != answer)
        {
            try
            {
                await call.SendAsync(" ");
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The robot has had enough.
                break;
            }
        }

        return await answer;
    }

    private async Task<string> PushAsync(string body, Func<string, int> times)
    {
        var signed = new RequestSigner(TimeProvider.System).Sign(TestRobots.Robot().Identity, Encoding.UTF8.GetBytes(body));
        var headers = new[]
        {
            (SignatureHeaders.AuthorizationName, signed.Authorization),
            (SignatureHeaders.ClientIdName, signed.ClientId),
            (SignatureHeaders.TimestampName, signed.Timestamp),
            ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
            ("Connection", "close"),
        };
        var lines = headers.SelectMany(header => Enumerable.Repeat($"{header.Item1}: {header.Item2}\r\n", times(header.Item1)));
        using var call = await RawCall.BeginAsync(endpoints.Url, $"POST /batch/ HTTP/1.1\r\nHost: robot\r\n{string.Concat(lines)}\r\n{body}");
        return await call.AnswerAsync();
    }

    private static IEnumerable<string> Answers(string text) => text.Split("HTTP/1.1 ").Skip(1).Select(static answer => "HTTP/1.1 " + answer);
}
