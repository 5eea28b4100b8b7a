using System.Net.Http.Headers;

namespace RobotFunctions.Core.Outbound;

/// <summary>The <c>Retry-After</c> of an answer, in either of its two forms.</summary>
public static class RetryAfter
{
    /// <summary>How long the other side asks us to wait from <paramref name="now"/>; null when it does not say. Never negative.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
