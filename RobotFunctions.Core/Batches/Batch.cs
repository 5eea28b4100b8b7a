using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>How a batch came to the robot.</summary>
public enum BatchOrigin
{
    /// <summary>Pushed to <c>/single/</c> with one reference inside (G1, G1.5).</summary>
    Single,

    /// <summary>Pushed to <c>/batch/</c> with signed URLs (G1, G1.5, G2).</summary>
    Batch,

    /// <summary>Polled, with signed URLs and a lease (G3).</summary>
    Polled,
}

/// <summary>
/// What a run knows of its batch and may keep in its history: no reference, no signed URL, no secret. Those wait in the batch store as
/// <see cref="AcceptedRequest"/>.
/// </summary>
public sealed record Batch
{
    /// <summary>The batch's id, and the run's.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The robot that was asked.</summary>
    public required RobotId Robot { get; init; }

    /// <summary>How it came.</summary>
    public required BatchOrigin Origin { get; init; }

    /// <summary>The API generation its repository speaks; <see cref="ApiGeneration.G3"/> exactly when it was polled.</summary>
    public required ApiGeneration Generation { get; init; }

    /// <summary>When it was accepted (or claimed).</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When its signed URLs were issued, as far as we know: never later than they really were.</summary>
    public required DateTimeOffset UrlsIssuedAt { get; init; }

    /// <summary>The right to work on a polled batch; null when pushed.</summary>
    public Lease? Lease { get; init; }
}

/// <summary>A time-bound right to work on a batch (protocol 1.5).</summary>
/// <param name="Duration">How long each renewal lasts.</param>
/// <param name="ExpiresAt">When it ends unless renewed.</param>
public sealed record Lease(TimeSpan Duration, DateTimeOffset ExpiresAt);
