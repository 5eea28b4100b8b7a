using System.Buffers;
using System.Text.Json;

namespace RobotFunctions.Keywords;

/// <summary>A matched term.</summary>
/// <param name="Label">The index of the label.</param>
/// <param name="Term">The index of the term within the label.</param>
/// <param name="Field">Where it was found: <c>title</c> or <c>abstract</c>.</param>
/// <param name="Count">The number of occurrences.</param>
internal readonly record struct KeywordEvidence(int Label, int Term, string Field, int Count)
{
    /// <summary>The <c>data</c> of an annotation: <c>{"evidence":[{"term":...,"field":...,"count":...},...]}</c>.</summary>
    public static JsonElement ToData(TaxonomyLabel label, IEnumerable<KeywordEvidence> evidence)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("evidence"u8);
            foreach (var found in evidence)
            {
                writer.WriteStartObject();
                writer.WriteString("term"u8, label.Terms[found.Term].Text);
                writer.WriteString("field"u8, found.Field);
                writer.WriteNumber("count"u8, found.Count);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(json.WrittenSpan);
    }
}
