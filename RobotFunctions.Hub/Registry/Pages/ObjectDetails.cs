using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>A field of an object as a page shows it.</summary>
/// <param name="Label">What a person calls it.</param>
/// <param name="Text">Its value.</param>
/// <param name="Link">The object that it names; null if it names none.</param>
/// <param name="IsBlock">Whether it has lines that are kept.</param>
public sealed record ObjectFact(string Label, string Text, ObjectLink? Link, bool IsBlock);

/// <summary>How many objects of a kind belong to an object.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many.</param>
public sealed record ChildCount(RegistryKind Kind, int Count)
{
    /// <summary>The count with its word: <c>2 levels</c>.</summary>
    public string Text => $"{Count} {(Count == 1 ? Kind.Title : Kind.Plural.Replace('-', ' '))}";
}

/// <summary>An object as it is, as it was at a time, or as it was before it was deleted.</summary>
public sealed record ObjectDetails
{
    /// <summary>The object.</summary>
    public required ObjectLink Link { get; init; }

    /// <summary>What it belongs to, the project first.</summary>
    public required IReadOnlyList<ObjectLink> Place { get; init; }

    /// <summary>Its other fields that have a value.</summary>
    public required IReadOnlyList<ObjectFact> Facts { get; init; }

    /// <summary>Its status, as on the wire; null for kinds without one.</summary>
    public required string? Status { get; init; }

    /// <summary>Why it is disabled; null if it is not.</summary>
    public required string? DisabledReason { get; init; }

    /// <summary>When a level of a shared session is removed; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What belongs to it now.</summary>
    public IReadOnlyList<ChildCount> Children { get; init; } = [];

    /// <summary>The ETag of what is shown; null if it is not as it is now.</summary>
    public string? Tag { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static ObjectDetails Of(RegistryKind kind, string document, IReadOnlyDictionary<Guid, ObjectLink> links)
    {
        var members = RegistryDocument.Read(document);
        var parent = members[kind.ParentMember]?.GetValue<Guid>();
        return new ObjectDetails
        {
            Link = new ObjectLink(kind, members["id"]!.GetValue<Guid>(), members["name"]!.GetValue<string>(), parent),
            Place = kind.Parent is null ? [] : ObjectLink.PathTo(parent, links),
            Facts = [.. kind.Fields.Where(field => field.Name is not ("name" or "status") && field.Name != kind.ParentMember).Select(field => FactOf(field, members[field.Name], links)).Where(static fact => fact.Text.Length > 0)],
            Status = members["status"]?.GetValue<string>(),
            DisabledReason = members[FieldTexts.DisabledReason]?.GetValue<string>(),
            ExpiresAt = members["expires_at"]?.GetValue<DateTimeOffset>(),
            UpdatedAt = members["updated_at"]!.GetValue<DateTimeOffset>(),
        };
    }

    private static ObjectFact FactOf(RegistryField field, JsonNode? value, IReadOnlyDictionary<Guid, ObjectLink> links)
    {
        var text = FieldTexts.Of(value);
        var link = field.Type == RegistryFieldType.Id && Guid.TryParse(text, out var id) ? links.GetValueOrDefault(id) : null;
        return new ObjectFact(FieldTexts.LabelOf(field.Name), text, link, field.Type is RegistryFieldType.Object or RegistryFieldType.Texts || text.Contains('\n', StringComparison.Ordinal));
    }
}
