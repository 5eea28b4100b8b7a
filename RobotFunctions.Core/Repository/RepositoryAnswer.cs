namespace RobotFunctions.Core.Repository;

/// <summary>What came of one signed call.</summary>
internal sealed record RepositoryAnswer
{
    /// <summary>The status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The body; empty when there is none, or when it was cut or too long (see <see cref="Trouble"/>).</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why there is no whole answer, as the rest of a sentence about the repository; null when there is one.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether the request may have reached the repository: its sending had begun.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>How long the repository asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How far the repository's clock is ahead of ours, by its <c>Date</c>, to a second or so; null when it does not say.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Whether the repository did what it was asked.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>
    /// Whether we cannot know if the repository did what it was asked: a gateway answered in its stead (502, 504, and the ones above 520 that
    /// proxies invented), or nobody did.
    /// </summary>
    public bool IsAmbiguous => Status is 502 or 504 or >= 520 || (Status is null && MayHaveArrived);
}
