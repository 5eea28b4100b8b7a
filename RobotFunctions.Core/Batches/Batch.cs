using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>How a batch reached the robot.</summary>
public enum BatchOrigin
{
    /// <summary>Pushed to <c>/single/</c> with one reference in the body (G1, G1.5).</summary>
    Single,

    /// <summary>Pushed to <c>/batch/</c> with signed URLs (G1, G1.5, G2).</summary>
    Batch,

    /// <summary>Polled, with signed URLs and a lease (G3).</summary>
    Polled,
}

/// <summary>
/// The part of a request that a run may keep in its history: no reference, no signed URL, no secret. Those are kept in the batch store as
/// <see cref="AcceptedRequest"/>.
/// </summary>
public sealed record Batch
{
    /// <summary>The id of the batch and of the run.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The robot that was asked.</summary>
    public required RobotId Robot { get; init; }

    /// <summary>How the batch reached the robot.</summary>
    public required BatchOrigin Origin { get; init; }

    /// <summary>The API generation of the repository; <see cref="ApiGeneration.G3"/> exactly for polled batches.</summary>
    public required ApiGeneration Generation { get; init; }

    /// <summary>When it was accepted (or claimed).</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>A lower bound for the time its signed URLs were issued.</summary>
    public required DateTimeOffset UrlsIssuedAt { get; init; }

    /// <summary>The lease of a polled batch; null for a pushed one.</summary>
    public Lease? Lease { get; init; }
}

/// <summary>A time-bound right to work on a batch (protocol 1.5).</summary>
/// <param name="Duration">How long each renewal lasts.</param>
/// <param name="ExpiresAt">When it ends unless renewed.</param>
public sealed record Lease(TimeSpan Duration, DateTimeOffset ExpiresAt);
