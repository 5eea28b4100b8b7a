using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>Bounds what a form's references add up to, as aliases are bounded in a file.</summary>
/// <param name="form">A form whose references name its own <c>$defs</c>.</param>
internal sealed class FormReferences(JsonObject form)
{
    private const int MaxSchemas = 500;

    private readonly Dictionary<string, int> _sizes = [];
    private readonly HashSet<string> _open = [];
    private readonly List<FormProblem> _problems = [];

    /// <summary>The schema that stands where a schema refers to another.</summary>
    public static JsonNode? Resolve(JsonObject form, JsonNode? schema)
    {
        while (schema is JsonObject members && members["$ref"] is JsonValue reference)
        {
            schema = form["$defs"]![Name(reference)];
        }

        return schema;
    }

    public IReadOnlyList<FormProblem> Check()
    {
        var size = Size(form, isRoot: true);
        foreach (var name in (form["$defs"] as JsonObject ?? []).Select(static definition => definition.Key))
        {
            _ = SizeOf(name);
        }

        if (size > MaxSchemas)
        {
            _problems.Add(new FormProblem("", $"The form has more than {MaxSchemas} schemas, references included. Make it smaller."));
        }

        return _problems;
    }

    private int Size(JsonNode? schema, bool isRoot = false)
    {
        var size = 1;
        foreach (var (keyword, value) in schema as JsonObject ?? [])
        {
            IEnumerable<int> parts = (keyword, value) switch
            {
                ("$ref", JsonValue reference) => [SizeOf(Name(reference))],
                ("$defs", _) when isRoot => [],
                (_, JsonArray list) when FormDialect.SchemaList.Contains(keyword) => list.Select(item => Size(item)),
                (_, JsonObject map) when FormDialect.SchemaMap.Contains(keyword) => map.Select(member => Size(member.Value)),
                _ when FormDialect.Schema.Contains(keyword) => [Size(value)],
                _ => [],
            };
            size = parts.Aggregate(size, static (sum, part) => Math.Min(MaxSchemas + 1, sum + part));
        }

        return size;
    }

    private int SizeOf(string definition)
    {
        if (_sizes.TryGetValue(definition, out var known))
        {
            return known;
        }

        if (!_open.Add(definition))
        {
            _problems.Add(new FormProblem(JsonPointerText.Append("/$defs", definition), $"\"{definition}\" refers to itself. A form has an end: write its levels out."));
            return _sizes[definition] = 0;
        }

        var size = Size((form["$defs"] as JsonObject)?[definition]);
        _open.Remove(definition);
        return _sizes[definition] = size;
    }

    private static string Name(JsonValue reference) => reference.GetValue<string>()["#/$defs/".Length..];
}
