using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>The services that all runs share.</summary>
internal sealed record EngineContext(
    EngineRecipe Recipe,
    RunPlan Plan,
    RunFiles Files,
    ActiveSlots Slots,
    FileBatchStore Payloads,
    AcceptedRequests Requests,
    IServiceProvider Services,
    RetryingDisk Disk,
    TimeProvider Time,
    ILogger<RunDriver> Logger);
