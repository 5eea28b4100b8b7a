using System.Text.Json.Serialization;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Batches;

/// <summary>
/// The settings that apply to a run, taken from the configuration when it starts: a recipe that read the configuration itself would decide differently
/// when it is replayed under a different configuration. The JSON names must not change: histories and journals contain them.
/// </summary>
public sealed record RunPlan
{
    /// <summary>The version of the recipe's decisions that a new run goes by.</summary>
    public const int CurrentRecipe = 2;

    /// <summary>
    /// The version of the recipe that began the run: its decisions stay those of that version, so that its history can be replayed. Version 1,
    /// which wrote none, began the next segment of an interrupted run and ended after it.
    /// </summary>
    public int Recipe { get; init; } = 1;

    /// <inheritdoc cref="RepositoryOptions.CallbackDelay"/>
    public required TimeSpan CallbackDelay { get; init; }

    /// <inheritdoc cref="RepositoryOptions.RetryTimeout"/>
    [JsonPropertyName("patience")]
    public required TimeSpan RetryTimeout { get; init; }

    /// <inheritdoc cref="RepositoryOptions.RefreshUrlsAfter"/>
    public required TimeSpan RefreshUrlsAfter { get; init; }

    /// <inheritdoc cref="PollingOptions.ReportPermanentErrors"/>
    public required bool ReportPermanentErrors { get; init; }

    /// <inheritdoc cref="LimitsOptions.ChunkWindow"/>
    public required int ChunkWindow { get; init; }

    /// <summary>The number of chunks per segment. A batch with more chunks is enhanced in segments, each with its own history.</summary>
    [JsonPropertyName("chunksPerPart")]
    public int ChunksPerSegment { get; init; } = 100;

    /// <summary>Creates the plan from the configuration.</summary>
    public static RunPlan From(RepositoryOptions repository, PollingOptions polling, LimitsOptions limits) => new()
    {
        Recipe = CurrentRecipe,
        CallbackDelay = repository.CallbackDelay,
        RetryTimeout = repository.RetryTimeout,
        RefreshUrlsAfter = repository.RefreshUrlsAfter,
        ReportPermanentErrors = polling.ReportPermanentErrors,
        ChunkWindow = limits.ChunkWindow,
    };
}
