using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>Makes the topics of a workspace what a file declares, in one transaction: all of it, or nothing. What the file does not have stays.</summary>
internal sealed class TopicFiles(IDbContextFactory<HubStore> stores, TopicAdministration topics, TopicChanges changes, ChannelKinds kinds, TimeProvider time)
{
    /// <summary>Compares a file with what there is.</summary>
    public async Task<TopicPlan> PlanAsync(Caller caller, TopicFile file, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await TopicPlan.OfAsync(store, caller.WorkspaceId, file, kinds, cancellation);
    }

    /// <summary>Applies a file.</summary>
    /// <param name="caller">Who applies it.</param>
    /// <param name="file">The file.</param>
    /// <param name="shown">The plan that was shown; if it is another one by now, nothing is changed.</param>
    /// <param name="cancellation">Cancels before anything is changed.</param>
    /// <returns>Why it was not applied; null if it was.</returns>
    public Task<string?> ApplyAsync(Caller caller, TopicFile file, TopicPlan shown, CancellationToken cancellation) => topics.RunAsync(
        async store =>
        {
            var plan = await TopicPlan.OfAsync(store, caller.WorkspaceId, file, kinds, cancellation);
            if (!plan.Lines().SequenceEqual(shown.Lines()))
            {
                return "The topics were changed meanwhile, and the plan is another one now. Plan again.";
            }

            foreach (var channel in plan.NewChannels)
            {
                Add(store, caller, channel);
            }

            // Topics look for their channels in the store.
            await store.SaveChangesAsync(cancellation);
            foreach (var (declared, existing) in plan.ChangedTopics)
            {
                var result = existing is null
                    ? await changes.CreateAsync(store, caller, declared.Body, cancellation)
                    : await changes.ReplaceAsync(store, caller, await store.Topics.SingleAsync(topic => topic.Id == existing, cancellation), declared.Body, cancellation);
                if (result.Problem is { } problem)
                {
                    throw new InvalidOperationException($"The topic '{declared.Body.Name}' of the file was planned and then refused: {problem.Detail}");
                }
            }

            return null;
        },
        cancellation);

    /// <summary>Writes the topics and channels of a workspace as a file.</summary>
    public async Task ExportAsync(Caller caller, TextWriter writer, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var channels = await store.Channels.AsNoTracking().Where(channel => channel.WorkspaceId == caller.WorkspaceId && channel.DeletedAt == null).OrderBy(static channel => channel.NameKey).ToListAsync(cancellation);
        var stored = await store.Topics.AsNoTracking().Where(topic => topic.WorkspaceId == caller.WorkspaceId).OrderBy(static topic => topic.NameKey).ToListAsync(cancellation);
        TopicFileWriter.Write(writer, channels, [.. (await StoredTopic.ReadAsync(store, stored, cancellation)).Select(static topic => topic.View())]);
    }

    private void Add(HubStore store, Caller caller, DeclaredChannel declared)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        store.Channels.Add(new Channel
        {
            Id = id,
            WorkspaceId = caller.WorkspaceId,
            Name = declared.Name,
            NameKey = NameKey.Of(declared.Name),
            Kind = declared.Kind,
            Settings = declared.Settings.ToJson(),
            FreeAt = now,
            CreatedAt = now,
        });
        store.Audit.Add(AuditEntry.Of(caller, "channel.created", $"{id}", now));
    }
}
