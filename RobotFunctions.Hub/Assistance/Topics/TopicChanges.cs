using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>Changes topics in a transaction of <see cref="StoreWriter"/>.</summary>
internal sealed class TopicChanges(TimeProvider time)
{
    /// <summary>Creates a topic.</summary>
    public async Task<TopicResult> CreateAsync(HubStore store, Caller caller, TopicBody body, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var topic = new Topic { Id = Guid.CreateVersion7(now), WorkspaceId = caller.WorkspaceId, Name = body.Name, NameKey = "", Settings = "", CreatedAt = now };
        var result = await SetAsync(store, topic, body, cancellation);
        if (result.Topic is not null)
        {
            store.Topics.Add(topic);
            store.Audit.Add(AuditEntry.Of(caller, "topic.created", $"{topic.Id}", now));
        }

        return result;
    }

    /// <summary>Makes a topic what a body says.</summary>
    public async Task<TopicResult> ReplaceAsync(HubStore store, Caller caller, Topic topic, TopicBody body, CancellationToken cancellation)
    {
        var result = await SetAsync(store, topic, body, cancellation);
        if (result.Topic is not null)
        {
            topic.Version++;
            store.Audit.Add(AuditEntry.Of(caller, "topic.changed", $"{topic.Id}", time.GetUtcNow()));
        }

        return result;
    }

    /// <summary>Removes a topic. Requests that were stored for it are told to the end.</summary>
    public TopicResult Delete(HubStore store, Caller caller, Topic topic)
    {
        store.Topics.Remove(topic);
        store.Audit.Add(AuditEntry.Of(caller, "topic.removed", $"{topic.Id}", time.GetUtcNow()));
        return TopicResult.Done(topic);
    }

    private static async Task<TopicResult> SetAsync(HubStore store, Topic topic, TopicBody body, CancellationToken cancellation)
    {
        var channels = await store.Channels.Where(channel => channel.WorkspaceId == topic.WorkspaceId && channel.DeletedAt == null).ToDictionaryAsync(static channel => channel.NameKey, static channel => channel.Id, cancellation);
        var reader = new TopicReader(channels);
        var rules = reader.Read(body);
        if (reader.Problems.Count > 0)
        {
            return TopicResult.Invalid(reader.Problems);
        }

        var key = NameKey.Of(body.Name);
        if (await store.Topics.AnyAsync(other => other.WorkspaceId == topic.WorkspaceId && other.NameKey == key && other.Id != topic.Id, cancellation))
        {
            return TopicResult.NameTaken(body.Name);
        }

        (topic.Name, topic.NameKey, topic.Settings) = (body.Name, key, TopicDocument.Write(rules, body.QuietHours));
        await store.TopicChannels.Where(used => used.TopicId == topic.Id).ExecuteDeleteAsync(cancellation);
        store.TopicChannels.AddRange(
            from step in rules.Steps.Index()
            from channel in step.Item.Channels.Index()
            select new TopicChannel { TopicId = topic.Id, Step = step.Index, ChannelId = channel.Item, Place = channel.Index });
        return TopicResult.Done(topic);
    }
}
