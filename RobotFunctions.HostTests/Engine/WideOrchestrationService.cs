using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask.Testing.Sidecar;

namespace RobotFunctions.HostTests.Engine;

/// <summary>
/// The in-memory engine with room for more activities at once than this machine has cores, that tells when it has put an instance down: it cannot
/// start an instance anew before. It keeps histories for tests to look at.
/// </summary>
internal sealed class WideOrchestrationService : InMemoryOrchestrationService, IOrchestrationService
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<HistoryEvent>> _histories = new();

    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => 16;

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => 16;

    /// <summary>Ends when nobody works on an instance.</summary>
    public Task PutDownAsync(string instance) => _held.TryGetValue(instance, out var held) ? held.Task : Task.CompletedTask;

    /// <summary>All that happened to an instance, in order.</summary>
    public IReadOnlyList<HistoryEvent> HistoryOf(string instance) => _histories[instance];

    async Task<TaskOrchestrationWorkItem> IOrchestrationService.LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var item = await LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        _held[item.InstanceId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return item;
    }

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        _histories[workItem.InstanceId] = [.. newOrchestrationRuntimeState.Events];
        return CompleteTaskOrchestrationWorkItemAsync(
            workItem, newOrchestrationRuntimeState, outboundMessages, orchestratorMessages, timerMessages, continuedAsNewMessage, orchestrationState);
    }

    async Task IOrchestrationService.ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        _held.TryGetValue(workItem.InstanceId, out var held);
        await ReleaseTaskOrchestrationWorkItemAsync(workItem);
        held?.TrySetResult();
    }
}
