using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>What all runs share.</summary>
internal sealed record EngineParts(
    Recipe Recipe,
    RunPlan Plan,
    RunFiles Files,
    ActiveSlots Slots,
    IBatchStore Payloads,
    AcceptedRequests Requests,
    IServiceProvider Services,
    PatientDisk Disk,
    TimeProvider Time,
    ILogger Logger);
