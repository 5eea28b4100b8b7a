using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>What a file changes, or why it cannot be applied.</summary>
internal sealed class TopicPlan
{
    private readonly List<TopicFileChange> _changes = [];
    private readonly List<FileProblem> _problems = [];
    private readonly List<DeclaredChannel> _newChannels = [];
    private readonly List<(DeclaredTopic Declared, Guid? Existing)> _changedTopics = [];

    private TopicPlan()
    {
    }

    /// <summary>Why it cannot be applied: everything.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>The changes, in the order in which they are made.</summary>
    public IReadOnlyList<TopicFileChange> Changes => _changes;

    public IReadOnlyList<DeclaredChannel> NewChannels => _newChannels;

    /// <summary>The topics that are created or replaced, with the one that is there.</summary>
    public IReadOnlyList<(DeclaredTopic Declared, Guid? Existing)> ChangedTopics => _changedTopics;

    /// <summary>Compares a file with what a workspace has.</summary>
    public static async Task<TopicPlan> OfAsync(HubStore store, Guid workspaceId, TopicFile file, ChannelKinds kinds, CancellationToken cancellation)
    {
        var plan = new TopicPlan();
        var channels = await store.Channels.AsNoTracking().Where(channel => channel.WorkspaceId == workspaceId && channel.DeletedAt == null).ToDictionaryAsync(static channel => channel.NameKey, cancellation);
        plan.Compare(file.Channels, channels, kinds);
        var topics = await StoredTopic.ReadAsync(store, await store.Topics.AsNoTracking().Where(topic => topic.WorkspaceId == workspaceId).ToListAsync(cancellation), cancellation);
        var names = channels.Values.Select(static channel => channel.Name).Concat(plan.NewChannels.Select(static channel => channel.Name)).ToDictionary(NameKey.Of);
        plan.Compare(file.Topics, topics.ToDictionary(static topic => topic.Topic.NameKey), names);
        return plan;
    }

    /// <summary>The changes as lines for a person.</summary>
    public IEnumerable<string> Lines() => _changes.SelectMany(static change => change.Lines());

    private void Compare(IReadOnlyList<DeclaredChannel> declared, Dictionary<string, Channel> channels, ChannelKinds kinds)
    {
        foreach (var channel in declared)
        {
            var kind = channel.Kind.ToString().ToLowerInvariant();
            if (!channels.TryGetValue(NameKey.Of(channel.Name), out var existing))
            {
                var input = new ChannelInput { Name = channel.Name, Settings = channel.Settings };
                if ((input.NameProblem ?? kinds[channel.Kind].Check(channel.Settings, secret: null, hasSecret: true) ?? ChannelInput.TemplateProblem(channel.Settings)) is { } problem)
                {
                    _problems.Add(new FileProblem(channel.Line, $"The channel '{channel.Name}': {problem.Detail}"));
                }

                _newChannels.Add(channel);
                _changes.Add(new TopicFileChange('+', $"channel {channel.Name} ({kind})", []));
            }
            else if (existing.Kind != channel.Kind)
            {
                _problems.Add(new FileProblem(channel.Line, $"The channel '{existing.Name}' is there with the kind {existing.Kind.ToString().ToLowerInvariant()}, which cannot be changed to {kind}. Give it another name."));
            }
        }
    }

    private void Compare(IReadOnlyList<DeclaredTopic> declared, Dictionary<string, StoredTopic> topics, Dictionary<string, string> channelNames)
    {
        // Which id a new channel will have does not matter here, only that no two have the same.
        var ids = channelNames.Keys.Index().ToDictionary(static channel => channel.Item, static channel => new Guid(channel.Index, 0, 0, new byte[8]));
        foreach (var topic in declared)
        {
            var reader = new TopicReader(ids);
            var rules = reader.Read(topic.Body);
            _problems.AddRange(reader.Problems.Select(problem => new FileProblem(topic.Line, $"The topic '{topic.Body.Name}': {problem.Detail}")));
            if (reader.Problems.Count > 0)
            {
                continue;
            }

            var after = TopicText.Of(topic.Body, rules, NameOf);
            if (!topics.TryGetValue(NameKey.Of(topic.Body.Name), out var existing))
            {
                _changes.Add(new TopicFileChange('+', $"topic {topic.Body.Name}", [.. after.Skip(1).Where(static member => member.Text != "none").Select(static member => $"{member.Member}: {member.Text}")]));
                _changedTopics.Add((topic, null));
            }
            else if (TopicText.Differences(TopicText.Of(existing.Body(), existing.Rules(), NameOf), after) is { Count: > 0 } differences)
            {
                _changes.Add(new TopicFileChange('~', $"topic {existing.Topic.Name}", differences));
                _changedTopics.Add((topic, existing.Topic.Id));
            }
        }

        string NameOf(string name) => channelNames.GetValueOrDefault(NameKey.Of(name), name);
    }
}
