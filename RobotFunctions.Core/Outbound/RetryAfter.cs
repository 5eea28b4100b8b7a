using System.Net.Http.Headers;

namespace RobotFunctions.Core.Outbound;

/// <summary>Reads the <c>Retry-After</c> header of a response in either of its two forms.</summary>
public static class RetryAfter
{
    /// <summary>How long to wait from <paramref name="now"/>, never negative; null if the header is missing.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
