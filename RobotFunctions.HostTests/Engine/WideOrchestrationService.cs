using System.Collections.Concurrent;
using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace RobotFunctions.HostTests.Engine;

/// <summary>
/// The in-memory engine with room for more activities at once than this machine has cores, that tells when it has put an instance down: it cannot
/// start an instance anew before.
/// </summary>
internal sealed class WideOrchestrationService : InMemoryOrchestrationService, IOrchestrationService
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();

    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => 16;

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => 16;

    /// <summary>Ends when nobody works on an instance.</summary>
    public Task PutDownAsync(string instance) => _held.TryGetValue(instance, out var held) ? held.Task : Task.CompletedTask;

    async Task<TaskOrchestrationWorkItem> IOrchestrationService.LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var item = await LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        _held[item.InstanceId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return item;
    }

    async Task IOrchestrationService.ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        _held.TryGetValue(workItem.InstanceId, out var held);
        await ReleaseTaskOrchestrationWorkItemAsync(workItem);
        held?.TrySetResult();
    }
}
