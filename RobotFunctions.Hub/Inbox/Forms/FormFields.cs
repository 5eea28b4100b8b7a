using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>The fields of a form: one for each property of its schema. The page helps; only the schema decides what is valid.</summary>
internal static class FormFields
{
    private const int LongTextLength = 200;

    public static IReadOnlyList<FormField> Of(JsonObject form)
    {
        var required = (form["required"] as JsonArray ?? []).Select(static name => name!.GetValue<string>()).ToHashSet();
        return [.. (form["properties"] as JsonObject ?? []).Select(property => Field(property.Key, property.Value, required.Contains(property.Key)))];

        FormField Field(string name, JsonNode? stated, bool isRequired)
        {
            var schema = FormReferences.Resolve(form, stated) as JsonObject ?? [];
            var options = FormReferences.Resolve(form, schema["items"]) is JsonObject items && Text(schema["type"]) == "array" ? Options(items) : Options(schema);
            return new FormField
            {
                Name = name,
                Kind = Kind(schema, options.Count > 0),
                Label = Text((stated as JsonObject)?["title"]) ?? Text(schema["title"]) ?? name,
                Description = Text((stated as JsonObject)?["description"]) ?? Text(schema["description"]),
                IsRequired = isRequired,
                Options = options,
                Minimum = schema["minimum"]?.ToJsonString(),
                Maximum = schema["maximum"]?.ToJsonString(),
                MinLength = schema["minLength"]?.ToJsonString(),
                MaxLength = schema["maxLength"]?.ToJsonString(),
                Pattern = Text(schema["pattern"]),
                Format = Text(schema["format"]),
                Default = Text(schema["default"]) ?? schema["default"]?.ToJsonString(),
            };
        }
    }

    private static FieldKind Kind(JsonObject schema, bool hasOptions) => (Text(schema["type"]), Text(schema["format"])) switch
    {
        ("array", _) => hasOptions ? FieldKind.MultipleChoice : FieldKind.Json,
        _ when hasOptions => FieldKind.Choice,
        ("string", "date") => FieldKind.Date,
        ("string", "time") => FieldKind.Time,
        ("string", "date-time") => FieldKind.DateTime,
        ("string", "email") => FieldKind.Email,
        ("string", "uri") => FieldKind.Uri,
        ("string", _) => IsLong(schema) ? FieldKind.LongText : FieldKind.Text,
        ("integer", _) => FieldKind.Integer,
        ("number", _) => FieldKind.Number,
        ("boolean", _) => FieldKind.YesOrNo,
        _ => FieldKind.Json,
    };

    private static bool IsLong(JsonObject schema) =>
        schema["maxLength"] is JsonValue length && length.TryGetValue<JsonElement>(out var number) && number.TryGetInt64(out var value) && value > LongTextLength;

    private static IReadOnlyList<FormOption> Options(JsonObject schema) =>
        [.. (schema["enum"] as JsonArray ?? []).Select(static value => new FormOption(value?.ToJsonString() ?? "null", Text(value) ?? value?.ToJsonString() ?? "null"))];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
