using System.Text.Json.Serialization;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Batches;

/// <summary>
/// The numbers a run goes by, taken from the configuration when it starts: a recipe that read the configuration itself would decide otherwise
/// when it is replayed under another one. Histories and journals keep it under the JSON names it had when they were written.
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

    /// <summary>From how many chunks on a batch is enhanced in segments, each with a history of its own.</summary>
    [JsonPropertyName("chunksPerPart")]
    public int ChunksPerSegment { get; init; } = 100;

    /// <summary>The plan that a configuration asks for.</summary>
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
