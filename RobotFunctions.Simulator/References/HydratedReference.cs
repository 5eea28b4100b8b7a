using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Simulator.References;

/// <summary>A reference in a single request: request bodies contain explicit nulls, reference files omit them.</summary>
internal static class HydratedReference
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 250 };

    private static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Default) { MaxDepth = 250 };

    private static readonly string[] FieldsOfBibliographic =
        ["authorship", "cited_by_count", "created_date", "publication_date", "publication_year", "publisher", "title"];

    private static readonly string[] FieldsOfLocation = ["is_oa", "version", "landing_page_url", "pdf_url", "license", "extra"];

    /// <summary>The reference of a line, with explicit nulls.</summary>
    public static JsonElement From(ReadOnlySpan<byte> line)
    {
        var reference = JsonNode.Parse(line, documentOptions: Deep)!.AsObject();
        SpellOut(reference, "identifiers", "enhancements");
        foreach (var enhancement in Objects(reference["enhancements"]))
        {
            SpellOut(enhancement, "robot_version", "derived_from");
            if (enhancement["content"] is JsonObject content)
            {
                SpellOut(content, content["enhancement_type"]?.ToString() == "bibliographic" ? FieldsOfBibliographic : []);
                foreach (var location in Objects(content["locations"]))
                {
                    SpellOut(location, FieldsOfLocation);
                }
            }
        }

        return JsonElement.Parse(reference.ToJsonString(Written), Deep);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    private static void SpellOut(JsonObject target, params string[] fields)
    {
        foreach (var field in fields.Where(field => !target.ContainsKey(field)))
        {
            target[field] = null;
        }
    }
}
