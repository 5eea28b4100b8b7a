using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>Creates, changes and removes topics, each in one transaction. This replica sees a change at once, others within <see cref="TopicCache.FreshFor"/>.</summary>
internal sealed class TopicAdministration(RetryingWriter writer, TopicChanges changes, TopicCache cache)
{
    public Task<TopicResult> CreateAsync(Caller caller, TopicBody body, CancellationToken cancellation) =>
        RunAsync(store => changes.CreateAsync(store, caller, body, cancellation), cancellation);

    /// <summary>Makes a topic what a body says.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="id">The topic.</param>
    /// <param name="body">What it shall be.</param>
    /// <param name="ifMatch">The caller's <c>If-Match</c>; null for any version.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<TopicResult> ReplaceAsync(Caller caller, Guid id, TopicBody body, string? ifMatch, CancellationToken cancellation) =>
        ChangeAsync(caller, id, ifMatch, (store, topic) => changes.ReplaceAsync(store, caller, topic, body, cancellation), cancellation);

    public Task<TopicResult> DeleteAsync(Caller caller, Guid id, string? ifMatch, CancellationToken cancellation) =>
        ChangeAsync(caller, id, ifMatch, (store, topic) => Task.FromResult(changes.Delete(store, caller, topic)), cancellation);

    /// <summary>Runs changes of topics in one transaction. They may be run more than once.</summary>
    public async Task<T> RunAsync<T>(Func<HubStore, Task<T>> change, CancellationToken cancellation)
    {
        var result = await writer.RunAsync(change, cancellation);

        // Also those who are in a transaction, and read nothing themselves, shall see it.
        cache.Expire();
        await cache.FreshAsync(CancellationToken.None);
        return result;
    }

    private Task<TopicResult> ChangeAsync(Caller caller, Guid id, string? ifMatch, Func<HubStore, Topic, Task<TopicResult>> change, CancellationToken cancellation) => RunAsync(
        async store =>
        {
            if (await store.Topics.SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, cancellation) is not { } topic)
            {
                return TopicResult.Refused(Problem.NotFound("topic"));
            }

            var required = ifMatch is null
                && await store.Workspaces.Where(workspace => workspace.Id == caller.WorkspaceId).Select(static workspace => workspace.RequireIfMatch).SingleAsync(cancellation);
            return ETags.Check(ifMatch, topic.Tag, required) is { } problem ? TopicResult.Refused(problem) : await change(store, topic);
        },
        cancellation);
}
