using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The body of a poll or a refresh.</summary>
internal sealed record PolledBatchBody(BatchId Id, string ReferenceStorageUrl, string ResultStorageUrl, JsonElement? ExtraFields);

/// <summary>The status of a batch in the response to its result.</summary>
internal sealed record PolledBatchRead(
    BatchId Id,
    RobotId RobotId,
    string? Source,
    string ReferenceDataUrl,
    string ResultStorageUrl,
    string? ValidationResultUrl,
    string? Error);
