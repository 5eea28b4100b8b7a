using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Store;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>Reads a file of topics. It reports everything that is wrong at once; what the topics' own rules say, <see cref="TopicReader"/> tells.</summary>
internal sealed class TopicFileReader
{
    private readonly List<FileProblem> _problems = [];

    private TopicFileReader()
    {
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <returns>The file; null if there are problems.</returns>
    public static (TopicFile? File, IReadOnlyList<FileProblem> Problems) Read(ReadOnlyMemory<byte> content)
    {
        var reader = new TopicFileReader();
        var file = YamlTree.Read(content, reader.Add) switch
        {
            null => null,
            YamlMap map => reader.File(map),
            var other => reader.Refuse<TopicFile>(other, "A file of topics is a mapping with the keys channels and topics."),
        };
        return (reader._problems.Count == 0 ? file : null, [.. reader._problems.OrderBy(static problem => problem.Line)]);
    }

    private TopicFile File(YamlMap map)
    {
        RefuseOthers(map, "the file", "channels", "topics");
        var file = new TopicFile([.. Maps(map["channels"], "channels").Select(Channel).OfType<DeclaredChannel>()], [.. Maps(map["topics"], "topics").Select(Topic).OfType<DeclaredTopic>()]);
        RefuseTwice(file.Channels.Select(static channel => (channel.Name, channel.Line)));
        RefuseTwice(file.Topics.Select(static topic => (topic.Body.Name, topic.Line)));
        return file;
    }

    private DeclaredChannel? Channel(YamlMap map)
    {
        RefuseOthers(map, "a channel", "name", "kind", "to", "url", "subject", "text", "html");
        var (name, kind) = (Text(map, "name"), Text(map, "kind"));
        if (name is null || kind is null)
        {
            return Refuse<DeclaredChannel>(map, "A channel has a name and a kind: slack, email, webhook or log.");
        }

        var settings = new ChannelSettings
        {
            To = map["to"] is { } to ? Texts(to, "to") : null,
            Url = Text(map, "url"),
            Subject = Text(map, "subject"),
            Text = Text(map, "text"),
            Html = Text(map, "html"),
        };
        return Enum.TryParse<ChannelKind>(kind, ignoreCase: true, out var parsed) && kind.All(char.IsAsciiLetterLower)
            ? new DeclaredChannel(name, parsed, settings, map.Line)
            : Refuse<DeclaredChannel>(map["kind"]!, $"The kind '{kind}' is not known. The kinds are slack, email, webhook and log.");
    }

    private DeclaredTopic? Topic(YamlMap map)
    {
        RefuseOthers(map, "a topic", "name", "steps", "wait", "quiet_hours", "group", "events");
        if (Text(map, "name") is not { } name)
        {
            return Refuse<DeclaredTopic>(map, "A topic has a name and steps.");
        }

        var body = new TopicBody(
            name,
            [.. Maps(map["steps"], "steps").Select(Step)],
            Text(map, "wait"),
            map["quiet_hours"] is { } quiet ? Quiet(quiet) : null,
            Text(map, "group"),
            map["events"] is { } events ? Texts(events, "events") : null);
        return new DeclaredTopic(body, map.Line);
    }

    private StepBody Step(YamlMap map)
    {
        RefuseOthers(map, "a step", "when", "channels");
        return new StepBody(Text(map, "when") ?? "", map["channels"] is { } channels ? Texts(channels, "channels") : []);
    }

    private QuietHoursBody? Quiet(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            return Refuse<QuietHoursBody>(node, "quiet_hours is a mapping, such as {from: 22:00, to: 07:00, time_zone: Europe/London}.");
        }

        RefuseOthers(map, "quiet_hours", "from", "to", "time_zone");
        return new QuietHoursBody(Text(map, "from") ?? "", Text(map, "to") ?? "", Text(map, "time_zone") ?? "");
    }

    private void RefuseOthers(YamlMap map, string what, params string[] known)
    {
        foreach (var (key, _) in map.Entries.Where(entry => !known.Contains(entry.Key.Value)))
        {
            Add(key.Line, $"\"{key.Value}\" is not a key of {what}. The keys are {string.Join(", ", known)}.");
        }
    }

    private void RefuseTwice(IEnumerable<(string Name, int Line)> named)
    {
        foreach (var twice in named.GroupBy(static one => NameKey.Of(one.Name)).SelectMany(static same => same.Skip(1)))
        {
            Add(twice.Line, $"\"{twice.Name}\" is declared twice. Names are compared without case.");
        }
    }

    private List<YamlMap> Maps(YamlNode? node, string key) => node switch
    {
        null => [],
        YamlList list => [.. list.Items.Select(item => item as YamlMap ?? Refuse<YamlMap>(item, $"An entry of {key} is a mapping.")).OfType<YamlMap>()],
        _ => Refuse<List<YamlMap>>(node, $"{key} is a list.") ?? [],
    };

    private List<string> Texts(YamlNode node, string key) => node is YamlList list
        ? [.. list.Items.Select(item => TextOf(item, key)).OfType<string>()]
        : Refuse<List<string>>(node, $"{key} is a list, such as [a, b].") ?? [];

    private string? Text(YamlMap map, string key) => map[key] is { } value ? TextOf(value, key) : null;

    private string? TextOf(YamlNode node, string key) => node is YamlText { IsNull: false } text ? text.Value : Refuse<string>(node, $"{key} is a text that is not empty.");

    private T? Refuse<T>(YamlNode node, string text)
        where T : class
    {
        Add(node.Line, text);
        return null;
    }

    private void Add(int line, string text) => _problems.Add(new FileProblem(line, text));
}
