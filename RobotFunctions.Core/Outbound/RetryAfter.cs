using System.Net.Http.Headers;

namespace RobotFunctions.Core.Outbound;

/// <summary>
/// Reads the <c>Retry-After</c> header of a response in either of its two forms. It can only lengthen a wait, to at most <see cref="Longest"/>: a
/// failing service cannot know when it recovers, and one early call costs it less than hours of silence cost a run.
/// </summary>
public static class RetryAfter
{
    /// <summary>The longest wait that a response can ask for: the longest back-off of the recipe.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait from <paramref name="now"/>, between zero and <see cref="Longest"/>; null if the header is missing.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => Clamp(delta),
        { Date: { } date } => Clamp(date - now),
        _ => null,
    };

    private static TimeSpan Clamp(TimeSpan asked) =>
        asked < TimeSpan.Zero ? TimeSpan.Zero
        : asked > Longest ? Longest
        : asked;
}
