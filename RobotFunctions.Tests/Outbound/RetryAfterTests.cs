using System.Net;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Tests.Outbound;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Thu, 20 Aug 2026 12:01:30 GMT", 90)]
    [InlineData("Thu, 20 Aug 2026 11:59:00 GMT", 0)]
    [InlineData("25200", 300)]
    [InlineData("4294968", 300)]
    [InlineData("2147483647", 300)]
    [InlineData("99999999999", null)]
    [InlineData("Tue, 20 Aug 2120 12:00:00 GMT", 300)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData(null, null)]
    public void Both_forms_are_read_within_bounds_and_anything_else_says_nothing(string? header, int? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", header);

        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, RetryAfter.Read(response.Headers, Now));
    }
}
