using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>What all runs share.</summary>
internal sealed record EngineParts(
    Recipe Recipe,
    RunPlan Plan,
    RunFiles Files,
    ActiveSlots Slots,
    FileBatchStore Payloads,
    AcceptedRequests Requests,
    IServiceProvider Services,
    PatientDisk Disk,
    TimeProvider Time,
    ILogger<RunDriver> Logger);
