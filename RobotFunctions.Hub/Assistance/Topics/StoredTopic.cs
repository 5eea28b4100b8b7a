using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>A topic with the channels of its steps.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Channels">The channels of each step, in their order, with their names.</param>
internal sealed record StoredTopic(Topic Topic, ILookup<int, (Guid Id, string Name)> Channels)
{
    /// <summary>Reads the channels of topics.</summary>
    public static async Task<List<StoredTopic>> ReadAsync(HubStore store, IReadOnlyList<Topic> topics, CancellationToken cancellation)
    {
        var ids = topics.Select(static topic => topic.Id).ToList();
        var used = ids.Count == 0 ? [] : await store.TopicChannels.AsNoTracking().Where(used => ids.Contains(used.TopicId))
            .Join(store.Channels, static used => used.ChannelId, static channel => channel.Id, static (used, channel) => new { used.TopicId, used.Step, used.Place, channel.Id, channel.Name })
            .ToListAsync(cancellation);
        var ofTopic = used.ToLookup(static used => used.TopicId);
        return [.. topics.Select(topic => new StoredTopic(topic, ofTopic[topic.Id].OrderBy(static used => used.Place).ToLookup(static used => used.Step, static used => (used.Id, used.Name))))];
    }

    /// <summary>What it does with requests. A time zone that this machine does not know any more is passed over: rather is somebody woken than nobody told.</summary>
    public TopicRules Rules() => new TopicReader(
        Channels.SelectMany(static step => step).DistinctBy(static channel => channel.Id).ToDictionary(static channel => NameKey.Of(channel.Name), static channel => channel.Id)).Read(Body());

    /// <summary>The topic on the wire.</summary>
    public TopicView View()
    {
        var stored = TopicDocument.Read(Topic.Settings);
        return new TopicView(Topic.Id, Topic.Name, Body(stored).Steps, stored.Wait, stored.QuietHours, stored.Group, stored.Events, Topic.CreatedAt);
    }

    /// <summary>The body that makes it what it is.</summary>
    public TopicBody Body() => Body(TopicDocument.Read(Topic.Settings));

    private TopicBody Body(TopicDocument stored) => new(
        Topic.Name,
        [.. stored.Steps.Index().Select(step => new StepBody(step.Item, [.. Channels[step.Index].Select(static channel => channel.Name)]))],
        stored.Wait,
        stored.QuietHours,
        stored.Group,
        stored.Events);
}
