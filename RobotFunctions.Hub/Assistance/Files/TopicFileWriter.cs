using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>Writes a file that <see cref="TopicFileReader"/> reads. It has no secrets.</summary>
internal static class TopicFileWriter
{
    /// <summary>Writes the file.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Channel> channels, IReadOnlyList<TopicView> topics) => new YamlStream(new YamlDocument(new YamlMappingNode
    {
        { "channels", new YamlSequenceNode(channels.Select(Write)) },
        { "topics", new YamlSequenceNode(topics.Select(Write)) },
    })).Save(writer, assignAnchors: false);

    private static YamlMappingNode Write(Channel channel)
    {
        var node = new YamlMappingNode { { "name", Text(channel.Name) }, { "kind", channel.Kind.ToString().ToLowerInvariant() } };
        var settings = ChannelSettings.Of(channel);
        if (settings.To is { } to)
        {
            node.Add("to", List(to));
        }

        foreach (var (key, text) in new[] { ("url", settings.Url), ("subject", settings.Subject), ("text", settings.Text), ("html", settings.Html) }.Where(static pair => pair.Item2 is not null))
        {
            node.Add(key, Text(text!));
        }

        return node;
    }

    private static YamlMappingNode Write(TopicView topic)
    {
        var node = new YamlMappingNode
        {
            { "name", Text(topic.Name) },
            { "steps", new YamlSequenceNode(topic.Steps.Select(static step => new YamlMappingNode { { "when", step.When }, { "channels", List(step.Channels) } })) },
        };
        if (topic.Wait is { } wait)
        {
            node.Add("wait", wait);
        }

        if (topic.QuietHours is { } quiet)
        {
            node.Add("quiet_hours", new YamlMappingNode { { "from", Text(quiet.From) }, { "to", Text(quiet.To) }, { "time_zone", Text(quiet.TimeZone) } });
        }

        if (topic.Group is { } group)
        {
            node.Add("group", group);
        }

        if (topic.Events.Count > 0)
        {
            node.Add("events", List(topic.Events));
        }

        return node;
    }

    private static YamlSequenceNode List(IEnumerable<string> texts) => new(texts.Select(Text)) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow };

    // In quotes: a name such as `null` or `~` is a text here too.
    private static YamlScalarNode Text(string text) => new(text) { Style = text is "" or "~" || text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Any(static letter => char.IsControl(letter) || letter is '*' or '{') ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };
}
