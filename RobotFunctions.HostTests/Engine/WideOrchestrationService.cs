using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace RobotFunctions.HostTests.Engine;

/// <summary>The in-memory engine, with room for more activities at once than this machine has cores.</summary>
internal sealed class WideOrchestrationService : InMemoryOrchestrationService, IOrchestrationService
{
    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => 16;

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => 16;
}
