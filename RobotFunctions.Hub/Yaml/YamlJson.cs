using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Yaml;

/// <summary>The JSON of a YAML value, by the JSON schema of YAML 1.2: only <c>true</c>, <c>false</c>, <c>null</c> and JSON's numbers are not texts.</summary>
internal static partial class YamlJson
{
    /// <summary>The JSON. Quoted scalars are texts always.</summary>
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(static entry => KeyValuePair.Create(entry.Key.Value, Of(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlText { IsNull: true } => null,
        YamlText { IsPlain: true, Value: "true" } => JsonValue.Create(true),
        YamlText { IsPlain: true, Value: "false" } => JsonValue.Create(false),
        YamlText { IsPlain: true } text when Number().IsMatch(text.Value) => JsonValue.Create(JsonElement.Parse(text.Value)),
        YamlText text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not a YAML value."),
    };

    /// <summary>The line of the value that a JSON pointer names, or of the nearest value around it.</summary>
    public static int LineOf(YamlNode root, string pointer)
    {
        var node = root;
        foreach (var segment in pointer.Split('/').Skip(1).Select(static part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var next = node switch
            {
                YamlMap map => map[segment],
                YamlList list when int.TryParse(segment, out var index) && index >= 0 && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Line;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
