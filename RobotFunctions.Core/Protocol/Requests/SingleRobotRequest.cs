using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>A push to <c>/single/</c>: a request to enhance one reference (G1, G1.5; protocol section 1.1).</summary>
public sealed record SingleRobotRequest
{
    /// <summary>The request's id.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The id of the reference.</summary>
    public required ReferenceId ReferenceId { get; init; }

    /// <summary>The reference, validated like a reference line; its nulls are explicit.</summary>
    public required JsonElement Reference { get; init; }

    /// <summary><c>extra_fields</c>: an object; undefined when null or absent.</summary>
    public JsonElement ExtraFields { get; init; }
}
