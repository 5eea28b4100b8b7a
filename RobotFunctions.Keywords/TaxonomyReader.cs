using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RobotFunctions.Keywords;

/// <summary>
/// Reads a taxonomy from YAML (or JSON, which is a subset) event by event: only the parts of a taxonomy are ever built, however the file
/// nests, and every problem has a line number.
/// </summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="text">Its content.</param>
internal sealed class TaxonomyReader(string file, TextReader text)
{
    private const int MaxLabels = 10_000;
    private const int MaxTerms = 200_000;
    private const string Keys = "scheme, report_absent and labels";

    private readonly YamlEvents _yaml = new(text);
    private readonly Dictionary<string, long> _labelLines = [];
    private int _terms;

    /// <exception cref="TaxonomyException">The text is not a taxonomy.</exception>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public Taxonomy Read()
    {
        string? scheme = null;
        var reportAbsent = false;
        List<TaxonomyLabel>? labels = null;
        _yaml.Consume<StreamStart>();
        if (!_yaml.TryConsume<DocumentStart>(out _))
        {
            throw new TaxonomyException(file, 1, $"The file is empty. A taxonomy has {Keys}.");
        }

        foreach (var key in Mapping($"A taxonomy has {Keys}"))
        {
            switch (key.Value)
            {
                case "scheme":
                    scheme = Scheme();
                    break;
                case "report_absent":
                    reportAbsent = Flag(key.Value);
                    break;
                case "labels":
                    labels = [.. Sequence("labels is a list of labels, each with its terms", Label)];
                    break;
                default:
                    throw Problem(key, $"\"{key.Value}\" is not a part of a taxonomy. It has {Keys}.");
            }
        }

        RequireEnd();
        return scheme is null ? throw new TaxonomyException(file, 1, "There is no scheme. Add one, for example: scheme: classifier:keywords")
            : labels is not { Count: > 0 } ? throw new TaxonomyException(file, 1, "There are no labels. Add a list of them under labels.")
            : new Taxonomy(scheme, reportAbsent, labels);
    }

    private void RequireEnd()
    {
        _yaml.Consume<DocumentEnd>();
        if (!_yaml.TryConsume<StreamEnd>(out _))
        {
            throw Problem(_yaml.Current!, "A second YAML document starts here, after a line \"---\" or \"...\". Merge the documents into one, or remove this one.");
        }
    }

    private string Scheme()
    {
        var value = Word("scheme");
        return ContentRules.Scheme("scheme", value.Value) is { } problem ? throw Problem(value, $"The {problem}. Use colons instead.") : value.Value;
    }

    private bool Flag(string name)
    {
        var value = Word(name);
        return value.Value switch
        {
            "true" => true,
            "false" => false,
            _ => throw Problem(value, $"{name} is \"{value.Value}\". Set it to true or false."),
        };
    }

    private TaxonomyLabel Label()
    {
        var start = _yaml.Current!;
        Scalar? label = null;
        List<TaxonomyTerm>? terms = null;
        foreach (var key in Mapping("An entry of labels has label and terms"))
        {
            switch (key.Value)
            {
                case "label":
                    label = Word("label");
                    break;
                case "terms":
                    terms = [.. Sequence("terms is a list of words and phrases", Term).DistinctBy(term => term.Pattern)];
                    break;
                default:
                    throw Problem(key, $"\"{key.Value}\" is not a part of a label. It has label and terms.");
            }
        }

        if (label is null || terms is not { Count: > 0 })
        {
            throw Problem(start, label is null ? "This label has no name. Add one under label." : $"The label \"{label.Value}\" has no terms. Add terms, or remove the label.");
        }

        if (!_labelLines.TryAdd(label.Value, label.Start.Line))
        {
            throw Problem(label, $"The label \"{label.Value}\" is already defined on line {_labelLines[label.Value]}. Merge their terms.");
        }

        return _labelLines.Count <= MaxLabels
            ? new TaxonomyLabel(label.Value, terms)
            : throw Problem(label, $"There are more than {MaxLabels} labels. Split the taxonomy over several robots.");
    }

    private TaxonomyTerm Term()
    {
        var value = Word("A term");
        if (++_terms > MaxTerms)
        {
            throw Problem(value, $"There are more than {MaxTerms} terms. Split the taxonomy over several robots.");
        }

        return TaxonomyTerm.Read(value.Value, out var problem) ?? throw Problem(value, $"The term \"{value.Value}\" {problem}.");
    }

    private IEnumerable<Scalar> Mapping(string problemIfNot)
    {
        if (!_yaml.TryConsume<MappingStart>(out _))
        {
            throw Problem(_yaml.Current!, $"{problemIfNot}; this is something else.");
        }

        var seen = new HashSet<string>();
        while (!_yaml.TryConsume<MappingEnd>(out _))
        {
            var key = Word("A key");
            yield return seen.Add(key.Value) ? key : throw Problem(key, $"\"{key.Value}\" is defined twice. Keep one.");
        }
    }

    private IEnumerable<T> Sequence<T>(string problemIfNot, Func<T> read)
    {
        if (!_yaml.TryConsume<SequenceStart>(out _))
        {
            throw Problem(_yaml.Current!, $"{problemIfNot}; this is something else.");
        }

        while (!_yaml.TryConsume<SequenceEnd>(out _))
        {
            yield return read();
        }
    }

    private static bool IsNull(Scalar word) =>
        word.Tag.IsEmpty ? word is { Style: ScalarStyle.Plain, Value: "~" or "null" or "Null" or "NULL" } : word.Tag == "tag:yaml.org,2002:null";

    // YAML's null values count as empty unless they are quoted or tagged as text.
    private Scalar Word(string name)
    {
        if (!_yaml.TryConsume<Scalar>(out var word))
        {
            throw Problem(_yaml.Current!, $"{name} is a text; this is something else (a list, a mapping or an alias).");
        }

        return InvisibleCharacters.IsBlank(word.Value) || IsNull(word)
            ? throw Problem(word, $"{name} is empty. Fill it in, or remove it.")
            : word;
    }

    private TaxonomyException Problem(ParsingEvent at, string problem) => new(file, at.Start.Line, problem);
}
