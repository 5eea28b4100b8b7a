using Json.Schema;
using Json.Schema.Keywords;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// The keywords of JSON Schema 2020-12 that a form may use. Left out are those that make another document's schema part of it (<c>$id</c>, <c>$anchor</c>,
/// <c>$dynamicRef</c>), match names by pattern, or collect unevaluated values: no field of a page comes from them.
/// </summary>
internal static class FormDialect
{
    /// <summary>Keywords whose value is a schema.</summary>
    public static IReadOnlySet<string> Schema { get; } = new HashSet<string> { "additionalProperties", "items", "contains", "not", "if", "then", "else" };

    /// <summary>Keywords whose value is a list of schemas.</summary>
    public static IReadOnlySet<string> SchemaList { get; } = new HashSet<string> { "allOf", "anyOf", "oneOf", "prefixItems" };

    /// <summary>Keywords whose value is schemas by name.</summary>
    public static IReadOnlySet<string> SchemaMap { get; } = new HashSet<string> { "properties", "$defs", "dependentSchemas" };

    /// <summary>Keywords without a schema in them.</summary>
    public static IReadOnlySet<string> Plain { get; } = new HashSet<string>
    {
        "$schema", "$ref", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format",
        "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties", "maxProperties", "required", "dependentRequired",
    };

    /// <summary>The formats that are checked.</summary>
    public static IReadOnlySet<string> Formats { get; } = new HashSet<string> { "date", "time", "date-time", "email", "uri", "uuid" };

    /// <summary>The library's dialect. It has more keywords, because some of its keywords need others; a form that uses them is refused before.</summary>
    public static Dialect Dialect { get; } = new(
        new[]
        {
            Vocabulary.Draft202012_Core, Vocabulary.Draft202012_Applicator, Vocabulary.Draft202012_Validation, Vocabulary.Draft202012_MetaData, Vocabulary.Draft202012_FormatAssertion,
        }
        .SelectMany(static vocabulary => vocabulary.Keywords)
        .Where(static keyword => keyword.Name is not ("pattern" or "minLength" or "maxLength"))
        // The library's vocabulary lacks this one, and without it every "then" is ignored.
        .Append(ThenKeyword.Instance)
        .Append(new LinearPattern())
        .Append(TextLength.Minimum)
        .Append(TextLength.Maximum))
    {
        Id = new Uri("https://json-schema.org/draft/2020-12/schema"),
    };

    public static bool Contains(string keyword) => Plain.Contains(keyword) || Schema.Contains(keyword) || SchemaList.Contains(keyword) || SchemaMap.Contains(keyword);
}
