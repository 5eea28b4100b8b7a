using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>A field that differs between two versions.</summary>
/// <param name="Label">What a person calls it.</param>
/// <param name="Before">Its value before; empty for none.</param>
/// <param name="After">Its value after.</param>
public sealed record FieldChange(string Label, string Before, string After)
{
    /// <summary>The fields that differ.</summary>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="before">The document of the version before.</param>
    /// <param name="after">The document of the version.</param>
    /// <param name="links">The objects that fields name.</param>
    internal static IReadOnlyList<FieldChange> Between(RegistryKind kind, JsonObject before, JsonObject after, IReadOnlyDictionary<Guid, ObjectLink> links) =>
    [
        .. kind.Fields.Select(static field => field.Name).Append(FieldTexts.DisabledReason)
            .Where(field => !JsonNode.DeepEquals(before[field], after[field]))
            .Select(field => new FieldChange(FieldTexts.LabelOf(field), TextOf(before[field], links), TextOf(after[field], links))),
    ];

    private static string TextOf(JsonNode? value, IReadOnlyDictionary<Guid, ObjectLink> links)
    {
        var text = FieldTexts.Of(value);
        return Guid.TryParse(text, out var id) && links.TryGetValue(id, out var link) ? link.Name : text;
    }
}
