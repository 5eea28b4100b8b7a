namespace RobotFunctions.Core.Repository;

/// <summary>The response to one signed call.</summary>
internal sealed record RepositoryAnswer
{
    /// <summary>The status; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The body; empty if there is none, or if it was incomplete or too long (see <see cref="Problem"/>).</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why there is no complete response, as the predicate of a sentence about the repository; null if there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the request may have reached the repository, because sending had begun.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>The Retry-After of the response.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How far the repository's clock is ahead of the local clock according to its <c>Date</c> header, to about a second; null without the header.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Whether the call succeeded.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>
    /// Whether it is unknown if the repository processed the call: a gateway responded (502, 504, and the codes from 520 that
    /// some proxies use), or there was no response.
    /// </summary>
    public bool IsAmbiguous => Status is 502 or 504 or >= 520 || (Status is null && MayHaveArrived);
}
