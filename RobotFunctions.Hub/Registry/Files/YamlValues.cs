using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Values of YAML as JSON. Plain scalars are numbers, true, false or null as in YAML 1.2; all others are texts, also <c>no</c> and <c>on</c>.</summary>
internal static partial class YamlValues
{
    private const int MaxDepth = 32;

    /// <summary>Reads a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="isText">Whether it is a text, also if it looks like a number: <c>version: 1.10</c>.</param>
    /// <exception cref="RegistryFileException">It has no form in JSON.</exception>
    public static JsonNode? Read(YamlNode node, bool isText = false) => Read(node, isText, MaxDepth);

    /// <summary>Writes a value.</summary>
    public static YamlNode Write(JsonNode? value) => value switch
    {
        JsonObject members => new YamlMappingNode(members.Select(static member => KeyValuePair.Create(Text(member.Key), Write(member.Value)))),
        JsonArray items => new YamlSequenceNode(items.Select(Write)),
        JsonValue text when text.TryGetValue<string>(out var letters) => Text(letters),
        _ => new YamlScalarNode(value?.ToJsonString() ?? "null"),
    };

    /// <summary>A text, in quotes if it would be read as something else.</summary>
    public static YamlNode Text(string letters) => new YamlScalarNode(letters) { Style = letters.Any(char.IsControl) || IsNull(letters) || IsWord(letters) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };

    /// <summary>A text that must be there.</summary>
    /// <exception cref="RegistryFileException">It is something else.</exception>
    public static string TextOf(YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : throw new RegistryFileException(node.Start.Line, "Here must be a text.");

    /// <summary>The items of a list.</summary>
    /// <exception cref="RegistryFileException">It is something else.</exception>
    public static IEnumerable<YamlNode> ListOf(YamlNode node, string member) => node switch
    {
        YamlSequenceNode list => list.Children,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } value } when IsNull(value) => [],
        _ => throw new RegistryFileException(node.Start.Line, $"{member} must be a list."),
    };

    private static JsonNode? Read(YamlNode node, bool isText, int depth)
    {
        if (depth == 0)
        {
            throw new RegistryFileException(node.Start.Line, $"Values are nested at most {MaxDepth} deep.");
        }

        return node switch
        {
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? "", isText),
            YamlScalarNode quoted => JsonValue.Create(quoted.Value),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => Read(item, isText: false, depth - 1))]),
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(member => KeyValuePair.Create(TextOf(member.Key), Read(member.Value, isText: false, depth - 1)))),
            _ => throw new RegistryFileException(node.Start.Line, "This has no form in JSON."),
        };
    }

    private static JsonNode? Plain(string value, bool isText) => value switch
    {
        _ when IsNull(value) => null,
        _ when isText || !IsWord(value) => JsonValue.Create(value),
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => JsonNode.Parse(double.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)),
    };

    private static bool IsNull(string value) => value is "" or "~" or "null";

    private static bool IsWord(string value) => value is "true" or "false" || Number().IsMatch(value);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?$")]
    private static partial Regex Number();
}
