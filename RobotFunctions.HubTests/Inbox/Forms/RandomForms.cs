using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.HubTests.Inbox.Forms;

/// <summary>Random forms and answers.</summary>
internal static class RandomForms
{
    private static readonly string[] Keywords =
    [
        .. FormDialect.Plain, .. FormDialect.Schema, .. FormDialect.SchemaList, .. FormDialect.SchemaMap, "$id", "$anchor", "$dynamicRef", "$vocabulary", "patternProperties", "propertyNames",
        "unevaluatedProperties", "contentSchema", "definitions", "x",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-1", "2", "0.1", "1e30", "1e-30", "1e400", "9007199254740992", "\"\"", "\"a\"", "\"object\"", "\"string\"", "\"integer\"", "\"array\"", "\"date\"", "\"uri\"",
        "\"#/$defs/a\"", "\"#/$defs/b\"", "\"#\"", "\"^(a+)+$\"", "\"[\"", "\"\\ud83e\\udd16\"", "\"2026-02-29\"", "[]", "{}", "{\"$ref\":\"#\"}", "\"#/$defs/~1\"", "[\"a\"]", "[\"a\",\"a\"]",
    ];

    /// <summary>A value without members or items, as JSON.</summary>
    public static string Scalar(Random random) => Scalars[random.Next(Scalars.Length)];

    /// <summary>A schema, often a valid one.</summary>
    public static JsonObject Schema(Random random, int depth)
    {
        var schema = new JsonObject();
        for (var count = random.Next(4); count > 0; count--)
        {
            var keyword = random.Next(10) == 0 ? Keywords[random.Next(Keywords.Length)] : Keywords[random.Next(FormDialect.Plain.Count + 12)];
            schema[keyword] = FittingValue(random, keyword, depth) ?? JsonNode.Parse(Value(random, 1));
        }

        return schema;
    }

    private static JsonNode? FittingValue(Random random, string keyword, int depth) => random.Next(30) == 0 ? null : keyword switch
    {
        _ when depth == 0 => null,
        _ when FormDialect.Schema.Contains(keyword) => Schema(random, depth - 1),
        _ when FormDialect.SchemaList.Contains(keyword) => new JsonArray(Schema(random, depth - 1), Schema(random, depth - 1)),
        _ when FormDialect.SchemaMap.Contains(keyword) => new JsonObject { ["a"] = Schema(random, depth - 1), ["b"] = Schema(random, depth - 1) },
        "type" => new[] { "string", "integer", "number", "boolean", "array", "object" }[random.Next(6)],
        "$schema" => "https://json-schema.org/draft/2020-12/schema",
        "$ref" => random.Next(2) == 0 ? "#/$defs/a" : "#/$defs/b",
        "enum" or "examples" => new JsonArray("a", 1, null),
        "required" => new JsonArray("a"),
        "dependentRequired" => new JsonObject { ["a"] = new JsonArray("b") },
        "format" => FormDialect.Formats.ElementAt(random.Next(FormDialect.Formats.Count)),
        "pattern" or "title" or "description" or "$comment" => "^a+$",
        "deprecated" or "readOnly" or "writeOnly" or "uniqueItems" => true,
        "const" or "default" => null,
        "multipleOf" => new[] { 0.01, 3, 1e-20, 1e20 }[random.Next(4)],
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => new[] { 0.5, -3, 1e28, 1e-28 }[random.Next(4)],
        _ => random.Next(5),
    };

    /// <summary>A value, as JSON.</summary>
    public static string Value(Random random, int depth) => depth == 0 || random.Next(2) == 0
        ? Scalar(random)
        : random.Next(2) == 0
            ? $$"""{"a":{{Value(random, depth - 1)}},"b":{{Value(random, depth - 1)}}}"""
            : $"[{Value(random, depth - 1)},{Value(random, depth - 1)}]";
}
