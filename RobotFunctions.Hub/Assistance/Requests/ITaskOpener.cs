using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>
/// The inbox, as this area needs it: a request is a task there, and whoever claims or resolves the task acknowledges the request. That it happened is told by
/// the events of the task. The two areas know nothing else of each other.
/// </summary>
internal interface ITaskOpener
{
    /// <summary>The schema of these tasks.</summary>
    const string SchemaName = "robot:assistance";

    /// <summary>Opens the task of a request, in the transaction that stores the request. The schema is installed with the first one.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who asks; null for the Hub itself.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The id of the task.</returns>
    Task<Guid> OpenAsync(HubStore store, AssistanceRequest request, Caller? caller, CancellationToken cancellation);

    /// <summary>Cancels the task of a request that was withdrawn, unless somebody has closed it.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="why">A sentence for its history.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    Task CancelAsync(HubStore store, Guid taskId, string why, CancellationToken cancellation);
}
