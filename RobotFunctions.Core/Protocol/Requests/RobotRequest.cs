using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>
/// A request to enhance a reference file: a push to <c>/batch/</c> (G1 to G2) or the response to a poll, a robot enhancement batch (G3). All have the same shape.
/// </summary>
public sealed record RobotRequest
{
    /// <summary>The id of the request or batch.</summary>
    public required BatchId Id { get; init; }

    /// <summary><c>reference_storage_url</c>: where the reference file is.</summary>
    public required SignedUrl ReferenceUrl { get; init; }

    /// <summary><c>result_storage_url</c>: where the result file goes.</summary>
    public required SignedUrl ResultUrl { get; init; }

    /// <summary><c>extra_fields</c>: an object; undefined when null or absent.</summary>
    public JsonElement ExtraFields { get; init; }
}
