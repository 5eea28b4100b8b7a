using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Requests;

/// <summary>What is pushed to <c>/single/</c>.</summary>
internal sealed record SingleRequestBody(BatchId Id, JsonElement Reference, JsonElement? ExtraFields);

/// <summary>What is pushed to <c>/batch/</c>.</summary>
internal sealed record BatchRequestBody(BatchId Id, string ReferenceStorageUrl, string ResultStorageUrl, JsonElement? ExtraFields);

/// <summary>How a single request stands.</summary>
internal sealed record SingleRequestRead(
    BatchId Id, Guid ReferenceId, RobotId RobotId, JsonElement? EnhancementParameters, RequestStatus RequestStatus, string? Error);

/// <summary>How a batch request stands, with URLs signed anew. The reference file has another name here than in the push.</summary>
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
