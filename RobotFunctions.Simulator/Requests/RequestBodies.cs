using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The body of a push to <c>/single/</c>.</summary>
internal sealed record SingleRequestBody(BatchId Id, JsonElement Reference, JsonElement? ExtraFields);

/// <summary>The body of a push to <c>/batch/</c>.</summary>
internal sealed record BatchRequestBody(BatchId Id, string ReferenceStorageUrl, string ResultStorageUrl, JsonElement? ExtraFields);

/// <summary>The status of a single request.</summary>
internal sealed record SingleRequestRead(
    BatchId Id, Guid ReferenceId, RobotId RobotId, JsonElement? EnhancementParameters, RequestStatus RequestStatus, string? Error);

/// <summary>The status of a batch request, with new signed URLs. The field of the reference file has a different name than in the push.</summary>
internal sealed record BatchRequestRead(
    BatchId Id,
    RobotId RobotId,
    IReadOnlyList<Guid> ReferenceIds,
    string? Source,
    RequestStatus RequestStatus,
    string? ReferenceDataUrl,
    string? ResultStorageUrl,
    string? ValidationResultUrl,
    string? Error);
