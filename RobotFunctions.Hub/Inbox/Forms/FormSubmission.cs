using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// The answer that a posted page stands for. A blank field is absent, never 0, "", false or null. What cannot be read as the field's kind stays the text that
/// was typed, so that validation reports it at the field.
/// </summary>
internal static partial class FormSubmission
{
    /// <summary>Reads the posted values of each field; what belongs to no field is ignored.</summary>
    public static JsonObject Read(IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, IReadOnlyList<string>> posted)
    {
        var answer = new JsonObject();
        foreach (var field in fields)
        {
            var values = (posted.TryGetValue(field.Name, out var given) ? given : []).Where(static value => !string.IsNullOrWhiteSpace(value)).ToList();
            if (values.Count > 0)
            {
                answer[field.Name] = field.Kind == FieldKind.MultipleChoice ? new JsonArray([.. values.Select(value => Value(field, value))]) : Value(field, values[0]);
            }
        }

        return answer;
    }

    private static JsonNode? Value(FormField field, string posted) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.MultipleChoice when field.Options.Any(option => option.Value == posted) => JsonNode.Parse(posted),
        FieldKind.Integer or FieldKind.Number when Number().IsMatch(posted.Trim()) => JsonNode.Parse(posted.Trim()),
        FieldKind.YesOrNo when posted is "true" or "false" => JsonNode.Parse(posted),
        FieldKind.Json when Json(posted) is { } json => json,
        // Browsers post line ends as CR LF, whatever was typed.
        _ => JsonValue.Create(posted.Replace("\r\n", "\n", StringComparison.Ordinal)),
    };

    private static JsonNode? Json(string posted)
    {
        try
        {
            return JsonNode.Parse(posted, documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
