using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Batches;

/// <summary>
/// The numbers a run goes by, taken from the configuration when it starts: a recipe that read the configuration itself would decide otherwise
/// when it is replayed under another one.
/// </summary>
public sealed record RunPlan
{
    /// <inheritdoc cref="RepositoryOptions.CallbackDelay"/>
    public required TimeSpan CallbackDelay { get; init; }

    /// <inheritdoc cref="RepositoryOptions.Patience"/>
    public required TimeSpan Patience { get; init; }

    /// <inheritdoc cref="RepositoryOptions.RefreshUrlsAfter"/>
    public required TimeSpan RefreshUrlsAfter { get; init; }

    /// <inheritdoc cref="PollingOptions.ReportPermanentErrors"/>
    public required bool ReportPermanentErrors { get; init; }

    /// <inheritdoc cref="LimitsOptions.ChunkWindow"/>
    public required int ChunkWindow { get; init; }

    /// <summary>From how many chunks on a batch is enhanced in parts, each with a history of its own.</summary>
    public int ChunksPerPart { get; init; } = 100;

    /// <summary>The plan that a configuration asks for.</summary>
    public static RunPlan From(RepositoryOptions repository, PollingOptions polling, LimitsOptions limits) => new()
    {
        CallbackDelay = repository.CallbackDelay,
        Patience = repository.Patience,
        RefreshUrlsAfter = repository.RefreshUrlsAfter,
        ReportPermanentErrors = polling.ReportPermanentErrors,
        ChunkWindow = limits.ChunkWindow,
    };
}
