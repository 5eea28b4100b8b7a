using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>An accepted request as the batch store keeps it, with everything the run needs. It contains signed URLs, so it is never logged or displayed.</summary>
public sealed record AcceptedRequest
{
    /// <summary>The version this build writes; a reader rejects newer versions.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of this record's layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The batch.</summary>
    public required Batch Batch { get; init; }

    /// <summary>Where the reference file is; null for a single request.</summary>
    public SignedUrl? ReferenceUrl { get; init; }

    /// <summary>Where the result file goes; null for a single request.</summary>
    public SignedUrl? ResultUrl { get; init; }

    /// <summary>The reference of a single request; undefined otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Reference { get; init; }

    /// <summary>The request's <c>extra_fields</c>, for the enhancer; undefined when null or absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement ExtraFields { get; init; }

    /// <summary>
    /// Distinguishes a repeated request from a different one with the same id: a hash of the request without the signatures of its URLs, because the
    /// repository creates new signatures whenever it repeats a request.
    /// </summary>
    public required string ContentHash { get; init; }
}
