using System.Globalization;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>Reads the keys of one mapping of a schema file, and tells of everything that is wrong with them.</summary>
/// <param name="map">The mapping.</param>
/// <param name="what">What it is, for messages: <c>task type "flag-content"</c>.</param>
/// <param name="addProblem">Told of each problem: its line and a sentence.</param>
internal sealed class SchemaSection(YamlMap map, string what, Action<int, string> addProblem)
{
    /// <summary>The maximum length of a name, in characters.</summary>
    public const int MaxNameLength = 100;

    public int Line => map.Line;

    public YamlNode? this[string key] => map[key];

    /// <summary>Refuses, by name, every key that is not known.</summary>
    public void RefuseOthers(params string[] known)
    {
        foreach (var (key, _) in map.Entries.Where(entry => !known.Contains(entry.Key.Value)))
        {
            addProblem(key.Line, $"\"{key.Value}\" is not a key of {what}. The keys are {string.Join(", ", known)}.");
        }
    }

    /// <summary>A value that must be there; a problem if it is not.</summary>
    public YamlNode? Required(string key, string example)
    {
        if (map[key] is not { } value)
        {
            addProblem(Line, $"{key} is missing from {what}. Add it, for example: {key}: {example}");
            return null;
        }

        return value;
    }

    /// <summary>The text of a value; null, with a problem, if it is not one.</summary>
    public string? Text(string key, YamlNode? value, int maxLength = MaxNameLength)
    {
        switch (value)
        {
            case null:
                return null;
            case YamlText { IsNull: true, Value: var written }:
                addProblem(value.Line, $"{key} is {(written.Length == 0 ? "empty" : written)}, which YAML reads as nothing. Fill it in or remove it; quote it if it is a name.");
                return null;
            case YamlText text when string.IsNullOrWhiteSpace(text.Value) || text.Value.Trim().Length != text.Value.Length || text.Value.Any(char.IsControl):
                addProblem(value.Line, $"{key} is blank, starts or ends with a space, or contains a control character. Write it as plain text.");
                return null;
            case YamlText text when text.Value.Length > maxLength:
                addProblem(value.Line, string.Create(CultureInfo.InvariantCulture, $"{key} has more than {maxLength} characters. Make it shorter."));
                return null;
            case YamlText text:
                return text.Value;
            default:
                addProblem(value.Line, $"{key} is a text; this is a list or a mapping.");
                return null;
        }
    }

    /// <summary>The different names of a list; a problem for each that is not a name or is there twice.</summary>
    public IReadOnlyList<string> Names(string key, YamlNode? value, bool mayContainUnset = false)
    {
        var names = new List<string>();
        if (value is null)
        {
            return names;
        }

        if (value is not YamlList list)
        {
            addProblem(value.Line, $"{key} is a list, for example [a, b]; this is a {(value is YamlMap ? "mapping" : "text")}.");
            return names;
        }

        foreach (var item in list.Items)
        {
            var name = mayContainUnset && item is YamlText { Value: "", IsPlain: false } ? TaskType.Unset : Text($"An entry of {key}", item);
            if (name is not null && names.Contains(name))
            {
                addProblem(item.Line, $"\"{name}\" is twice in {key}. Keep one.");
            }
            else if (name is not null)
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>An address of a webhook; null, with a problem, if it is not one.</summary>
    public Uri? Address(string key, YamlNode? value)
    {
        if (Text(key, value, maxLength: 2000) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "", Fragment: "" })
        {
            return address;
        }

        addProblem(value!.Line, $"{key} is not an address that a webhook can be sent to. Write a whole http or https URL without user name and fragment.");
        return null;
    }
}
