using System.Globalization;
using System.Text;
using RobotFunctions.Keywords;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace RobotFunctions.Hub.Yaml;

/// <summary>
/// Reads one YAML document (or JSON, which is a subset) into values with lines. Size, depth and what aliases add up to are bounded while it is read, so that
/// no file costs more than its bounds allow.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>The maximum length of a file, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The maximum depth of lists and mappings.</summary>
    public const int MaxDepth = 32;

    /// <summary>The maximum number of values, with every alias counted as what it names.</summary>
    public const int MaxNodes = 20_000;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly YamlEvents _events;
    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly Action<int, string> _addProblem;
    private int _nodes;

    private YamlTree(string text, Action<int, string> addProblem)
    {
        _events = new YamlEvents(new StringReader(text));
        _addProblem = addProblem;
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="addProblem">Told of each problem: its line and a sentence.</param>
    /// <returns>The value; null if the file could not be read to its end.</returns>
    public static YamlNode? Read(ReadOnlyMemory<byte> content, Action<int, string> addProblem)
    {
        if (content.Length > MaxBytes)
        {
            addProblem(1, string.Create(CultureInfo.InvariantCulture, $"The file has more than {MaxBytes} bytes. Split it into several."));
            return null;
        }

        try
        {
            return new YamlTree(StrictUtf8.GetString(content.Span).TrimStart('\uFEFF'), addProblem).Document();
        }
        catch (DecoderFallbackException)
        {
            addProblem(1, "The file is not UTF-8. Save it as UTF-8.");
        }
        catch (YamlException error)
        {
            addProblem((int)Math.Max(1, error.Start.Line), $"This could not be read as YAML: {error.Message.TrimEnd('.')}. Correct the line, or the one before.");
        }

        return null;
    }

    private YamlNode Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
        {
            throw At(_events.Current!, "the file is empty");
        }

        var root = Node(depth: 1);
        _events.Consume<DocumentEnd>();
        return _events.TryConsume<StreamEnd>(out _) ? root : throw At(_events.Current!, "a second document starts here");
    }

    private YamlNode Node(int depth)
    {
        if (depth > MaxDepth && _events.Current is SequenceStart or MappingStart)
        {
            throw At(_events.Current!, $"lists and mappings are nested deeper than {MaxDepth}");
        }

        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            // An anchor is known only after its value has ended, so a value cannot contain itself.
            return _anchors.TryGetValue(alias.Value.Value, out var named)
                ? Counted(named, alias, named.Size)
                : throw At(alias, $"the alias *{alias.Value} names nothing before it");
        }

        var start = _events.Current!;
        var node = Counted(Value(depth), start, 1);
        if (start is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private YamlNode Counted(YamlNode node, ParsingEvent at, int size) =>
        (_nodes += size) <= MaxNodes ? node : throw At(at, $"the file has more than {MaxNodes} values, aliases included");

    private YamlNode Value(int depth)
    {
        if (_events.TryConsume<YamlScalar>(out var scalar))
        {
            return Text(scalar);
        }

        if (_events.TryConsume<SequenceStart>(out var list))
        {
            RefuseTag(list.Tag, list);
            var items = new List<YamlNode>();
            while (!_events.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return new YamlList(items, Line(list));
        }

        return Map(_events.Consume<MappingStart>(), depth);
    }

    private YamlMap Map(MappingStart start, int depth)
    {
        RefuseTag(start.Tag, start);
        var entries = new List<(YamlText, YamlNode)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var at = _events.Current!;
            var key = Node(depth + 1) as YamlText ?? throw At(at, "a key is a text, not a list or a mapping");
            var value = Node(depth + 1);
            if (lines.TryAdd(key.Value, key.Line))
            {
                entries.Add((key, value));
            }
            else
            {
                _addProblem(key.Line, $"\"{key.Value}\" is already given on line {lines[key.Value]}. Keep one.");
            }
        }

        return new YamlMap(entries, Line(start));
    }

    private static YamlText Text(YamlScalar scalar)
    {
        var isText = !scalar.Tag.IsEmpty && (scalar.Tag.IsNonSpecific || scalar.Tag.Value == "tag:yaml.org,2002:str");
        if (!isText)
        {
            RefuseTag(scalar.Tag, scalar);
        }

        return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain && !isText, Line(scalar));
    }

    private static void RefuseTag(TagName tag, ParsingEvent at)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific)
        {
            throw At(at, $"the tag {tag} has no meaning here; remove it");
        }
    }

    private static int Line(ParsingEvent at) => (int)Math.Max(1, at.Start.Line);

    private static YamlException At(ParsingEvent at, string problem) => new(at.Start, at.End, problem);
}
