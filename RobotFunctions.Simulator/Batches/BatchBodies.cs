using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Batches;

/// <summary>What a poll and a refresh give.</summary>
internal sealed record PolledBatchBody(BatchId Id, string ReferenceStorageUrl, string ResultStorageUrl, JsonElement? ExtraFields);

/// <summary>How a batch stands, as the answer to its result says.</summary>
internal sealed record PolledBatchRead(
    BatchId Id,
    RobotId RobotId,
    string? Source,
    string ReferenceDataUrl,
    string ResultStorageUrl,
    string? ValidationResultUrl,
    string? Error);
