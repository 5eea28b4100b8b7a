using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Steps;

/// <summary>The JSON of everything that crosses an engine or waits in the batch store beside references and results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SegmentOutcome))]
[JsonSerializable(typeof(ChunkSegment))]
[JsonSerializable(typeof(StepFailure))]
[JsonSerializable(typeof(RunOutcome))]
[JsonSerializable(typeof(ChunkInput))]
[JsonSerializable(typeof(UploadInput))]
[JsonSerializable(typeof(ReportInput))]
[JsonSerializable(typeof(DeadLetterInput))]
[JsonSerializable(typeof(RunProgress))]
[JsonSerializable(typeof(StepOutcome<DownloadedReferences>))]
[JsonSerializable(typeof(StepOutcome<EnhancedChunk>))]
[JsonSerializable(typeof(StepOutcome<UploadedResults>))]
[JsonSerializable(typeof(StepOutcome<Reported>))]
[JsonSerializable(typeof(StepOutcome<RefreshedUrls>))]
[JsonSerializable(typeof(StepOutcome<RenewedLease>))]
[JsonSerializable(typeof(StepOutcome<Unit>))]
public sealed partial class StepJsonContext : JsonSerializerContext;
