using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// Checks a form before it is compiled: it is JSON Schema 2020-12, uses keywords of <see cref="FormDialect"/> only, refers to its own <c>$defs</c> only, never
/// to itself, and is small with every reference replaced by what it names. Validation of an answer is therefore bounded.
/// </summary>
internal sealed class FormRules
{
    private const string DefinitionsPrefix = "#/$defs/";

    private readonly List<FormProblem> _problems = [];
    private readonly JsonObject _root;

    private FormRules(JsonObject root) => _root = root;

    /// <summary>The problems of a form, by JSON pointer; none if it may be compiled.</summary>
    public static IReadOnlyList<FormProblem> Check(JsonObject form)
    {
        var rules = new FormRules(form);
        if (form["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String || type.GetValue<string>() != "object")
        {
            rules.Add("", "A form describes an object. Add type: object.");
        }

        rules.Walk(form, "");
        rules._problems.AddRange(NumberRange.Check(JsonSerializer.SerializeToElement(form)));
        if (rules._problems.Count == 0)
        {
            rules.CheckByMetaSchema();
        }

        if (rules._problems.Count == 0)
        {
            rules._problems.AddRange(new FormReferences(form).Check());
        }

        return rules._problems;
    }

    private void Walk(JsonNode? schema, string pointer)
    {
        if (schema is not JsonObject members)
        {
            if (schema?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            {
                Add(pointer, "A schema is a mapping of keywords, true or false.");
            }

            return;
        }

        foreach (var (keyword, value) in members)
        {
            var at = JsonPointerText.Append(pointer, keyword);
            if (FormDialect.Schema.Contains(keyword))
            {
                Walk(value, at);
            }
            else if (FormDialect.SchemaList.Contains(keyword) && value is JsonArray list)
            {
                foreach (var (index, item) in list.Index())
                {
                    Walk(item, JsonPointerText.Append(at, index.ToString(CultureInfo.InvariantCulture)));
                }
            }
            else if (FormDialect.SchemaMap.Contains(keyword) && value is JsonObject map)
            {
                foreach (var (name, item) in map)
                {
                    Walk(item, JsonPointerText.Append(at, name));
                }
            }
            else if (!FormDialect.Contains(keyword))
            {
                Add(at, $"\"{keyword}\" is not a keyword that a form may use. Remove it.");
            }
            else
            {
                CheckValue(keyword, value, at);
            }
        }
    }

    private void CheckValue(string keyword, JsonNode? value, string at)
    {
        var text = value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : null;
        switch (keyword)
        {
            case "pattern" when text is not null && !LinearPattern.TryCreate(text, out _, out var problem):
                Add(at, problem);
                break;
            case "format" when text is not null && !FormDialect.Formats.Contains(text):
                Add(at, $"The format \"{text}\" is not checked here. Use {string.Join(", ", FormDialect.Formats.Order(StringComparer.Ordinal))}, or a pattern.");
                break;
            case "$schema" when text != "https://json-schema.org/draft/2020-12/schema":
                Add(at, "A form is JSON Schema 2020-12. Remove $schema, or set it to https://json-schema.org/draft/2020-12/schema.");
                break;
            case "$ref" when text is null || !IsOwnDefinition(text):
                Add(at, "$ref names one of the form's own $defs, as #/$defs/NAME, with a name of letters, digits, _ and -. Nothing outside the file is read.");
                break;
        }
    }

    // A name of other characters is written differently in a pointer than in $defs.
    private bool IsOwnDefinition(string reference) =>
        reference.StartsWith(DefinitionsPrefix, StringComparison.Ordinal)
        && reference[DefinitionsPrefix.Length..] is var name
        && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
        && (_root["$defs"] as JsonObject)?.ContainsKey(name) == true;

    private void CheckByMetaSchema()
    {
        var result = MetaSchemas.Draft202012.Evaluate(JsonSerializer.SerializeToElement(_root), new EvaluationOptions { OutputFormat = OutputFormat.List });
        foreach (var detail in result.IsValid ? [] : result.Details ?? [])
        {
            foreach (var error in detail.Errors?.Values.AsEnumerable() ?? [])
            {
                Add(detail.InstanceLocation.ToString(), $"{error.TrimEnd('.')}. If a text looks like a number, true or null, quote it.");
            }
        }
    }

    private void Add(string pointer, string text) => _problems.Add(new FormProblem(pointer, text));
}
