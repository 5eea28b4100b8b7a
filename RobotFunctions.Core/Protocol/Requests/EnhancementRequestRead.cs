namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>The status of a pushed request at the repository, with new signed URLs (G1.5, G2; protocol sections 1.2 to 1.4).</summary>
public sealed record EnhancementRequestRead
{
    /// <summary>The request's id.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The status.</summary>
    public required RequestStatus Status { get; init; }

    /// <summary>Where the reference file is, <c>reference_data_url</c> or <c>reference_storage_url</c>; null for a single request, or if there is none yet.</summary>
    public SignedUrl? ReferenceUrl { get; init; }

    /// <summary>Where the result file goes; null for a single request, or if there is none yet.</summary>
    public SignedUrl? ResultUrl { get; init; }

    /// <summary>Where the repository's verdict on each result line is; null for a single request, or if nothing is imported yet.</summary>
    public SignedUrl? ValidationUrl { get; init; }

    /// <summary>Why the whole request failed; null otherwise.</summary>
    public string? Error { get; init; }
}
