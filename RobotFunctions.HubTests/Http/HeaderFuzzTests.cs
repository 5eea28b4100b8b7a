using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Http;

public sealed class HeaderFuzzTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("api-key")]
    [InlineData("Idempotency-Key")]
    [InlineData("If-Match")]
    [InlineData("X-Request-ID")]
    [InlineData("traceparent")]
    public async Task No_header_makes_the_Hub_fail(string header)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Limits:AnonymousRequestsPerMinute", "100000"));
        var key = await hub.CreateKeyAsync();

        Prop.ForAll(Text(), text =>
        {
            var bearer = header is "Authorization" or "api-key" ? null : key;
            using var answer = hub.SendAsync(HttpMethod.Post, "/api/v1/keys", bearer, new { name = "b", scopes = new[] { "ping" } }, (header, text)).GetAwaiter().GetResult();
            return (int)answer.StatusCode is < 500 and not 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [InlineData("cursor")]
    [InlineData("limit")]
    [InlineData("action")]
    public async Task No_query_makes_the_Hub_fail(string parameter)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync();

        Prop.ForAll(Text(), text =>
        {
            using var answer = hub.SendAsync(HttpMethod.Get, $"/api/v1/audit?{parameter}={Uri.EscapeDataString(text)}", key).GetAwaiter().GetResult();
            return (int)answer.StatusCode is 200 or 400;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    /// <summary>Text that an HTTP client can send in a header: everything that is printable, and a tab.</summary>
    private static Arbitrary<string> Text() => Gen.OneOf(Gen.Choose(' ', '~'), Gen.Elements((int)'\t', ',', '"', ';', '.', '-', '='))
        .Select(static letter => (char)letter).ListOf().Select(static letters => string.Concat(letters)).ToArbitrary();
}
