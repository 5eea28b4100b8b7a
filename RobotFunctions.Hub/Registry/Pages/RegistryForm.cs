using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>The form of an object, as it was typed: a text for each field, in the form of <see cref="FieldTexts.Of"/>.</summary>
/// <param name="Texts">The texts by the names of their fields. A field that was not sent is absent.</param>
/// <param name="Version">The version of the object that the form was opened with; 0 for a new one.</param>
internal sealed record RegistryForm(IReadOnlyDictionary<string, string> Texts, int Version)
{
    /// <summary>The name of the version in the form. A robot has a field of the name <c>version</c>.</summary>
    public const string VersionName = "opened_version";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The form of an object that is not changed yet.</summary>
    public static RegistryForm Of(RegistryKind kind, JsonObject fields, int version) => new(kind.Fields.ToDictionary(static field => field.Name, field => FieldTexts.Of(fields[field.Name])), version);

    /// <summary>Reads what was sent.</summary>
    public static RegistryForm Read(RegistryKind kind, IFormCollection sent) => new(
        kind.Fields.Where(field => sent.ContainsKey(field.Name)).ToDictionary(static field => field.Name, field => sent[field.Name].ToString()),
        int.TryParse(sent[VersionName], CultureInfo.InvariantCulture, out var version) ? version : 0);

    /// <summary>The text of a field.</summary>
    public string TextOf(string field) => Texts.GetValueOrDefault(field, "");

    /// <summary>The fields in which this form differs from another.</summary>
    public IReadOnlyList<RegistryField> ChangedFrom(RegistryForm other, RegistryKind kind) =>
        [.. kind.Fields.Where(field => Texts.ContainsKey(field.Name) && !IsSame(TextOf(field.Name), other.TextOf(field.Name)))];

    /// <summary>Whether two texts of a field are the same for a person: browsers write line ends in their own way, and drop those that they do not show.</summary>
    public static bool IsSame(string one, string other) => Comparable(one) == Comparable(other);

    /// <summary>The values of fields; an empty text is null, which gives the field its default.</summary>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="fields">Its fields that are read.</param>
    /// <returns>The values; or what is wrong with the first text that is not valid.</returns>
    public (JsonObject Members, FieldProblem? Problem) Parse(RegistryKind kind, IEnumerable<RegistryField> fields)
    {
        var members = new JsonObject();
        foreach (var field in fields)
        {
            // A browser asks for these too. The API's sentences are for programs.
            if ((field.IsRequired || field.Name == kind.ParentMember) && string.IsNullOrWhiteSpace(TextOf(field.Name)))
            {
                return (members, new FieldProblem(field.Name, "This is required."));
            }

            if (!TryParse(field, TextOf(field.Name), out var value))
            {
                var expected = field.Type switch
                {
                    RegistryFieldType.Number => "a number, such as 1.5",
                    RegistryFieldType.Id => "a UUID",
                    _ => "a JSON object, such as {\"x\": 1}",
                };
                return (members, new FieldProblem(field.Name, $"This must be {expected}."));
            }

            members[field.Name] = value;
        }

        return (members, null);
    }

    private static bool TryParse(RegistryField field, string text, out JsonNode? value)
    {
        var lines = text.ReplaceLineEndings("\n");
        value = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        value = field.Type switch
        {
            RegistryFieldType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            RegistryFieldType.Id => Guid.TryParse(text.Trim(), out var id) ? id : null,
            RegistryFieldType.Texts => new JsonArray([.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static line => (JsonNode)line)]),
            RegistryFieldType.Object => ParseObject(text),
            _ => lines,
        };
        return value is not null;
    }

    private static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Comparable(string text) => text.ReplaceLineEndings("\n").Trim('\n');
}
