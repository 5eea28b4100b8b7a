using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A kind of object of the registry, and what is particular to it.</summary>
public sealed class RegistryKind
{
    /// <summary>What levels and maps belong to.</summary>
    public static readonly RegistryKind Project = new("project", "projects", parent: null, "workspace_id", RegistryJson.Strict.ProjectFields);

    /// <summary>A floor or an area, with robots and fixed assets.</summary>
    public static readonly RegistryKind Level = new("level", "levels", Project, "project_id", RegistryJson.Strict.LevelFields) { Transitions = StatusTransitions.Level };

    /// <summary>A robot.</summary>
    public static readonly RegistryKind Robot = new("robot", "robots", Level, "level_id", RegistryJson.Strict.RobotFields) { Transitions = StatusTransitions.Robot, CanMove = true };

    /// <summary>What stays where it is.</summary>
    public static readonly RegistryKind FixedAsset = new("fixed-asset", "fixed-assets", Level, "level_id", RegistryJson.Strict.FixedAssetFields)
    {
        Transitions = StatusTransitions.FixedAsset,
        CanMove = true,
    };

    /// <summary>A map of a project.</summary>
    public static readonly RegistryKind Map = new("map", "maps", Project, "project_id", RegistryJson.Strict.MapFields);

    /// <summary>What a map shows.</summary>
    public static readonly RegistryKind MapFeature = new("map-feature", "map-features", Map, "map_id", RegistryJson.Strict.MapFeatureFields);

    /// <summary>All kinds, each after its parent.</summary>
    public static readonly ImmutableArray<RegistryKind> All = [Project, Level, Robot, FixedAsset, Map, MapFeature];

    private readonly JsonTypeInfo _fields;

    private RegistryKind(string name, string plural, RegistryKind? parent, string parentMember, JsonTypeInfo fields) =>
        (Name, Plural, Parent, ParentMember, _fields, Fields) = (name, plural, parent, parentMember, fields, RegistryField.Of(fields));

    /// <summary>Its name in events, the audit and the store: <c>fixed-asset</c>.</summary>
    public string Name { get; }

    /// <summary>Its name in paths: <c>fixed-assets</c>.</summary>
    public string Plural { get; }

    /// <summary>Its name in sentences: <c>fixed asset</c>.</summary>
    public string Title => Name.Replace('-', ' ');

    /// <summary>What it belongs to; null for the workspace.</summary>
    public RegistryKind? Parent { get; }

    /// <summary>The member that names its parent.</summary>
    public string ParentMember { get; }

    /// <summary>Whether it can be given another parent.</summary>
    public bool CanMove { get; private init; }

    /// <summary>Which changes of its status are refused; null if it has none.</summary>
    internal StatusTransitions? Transitions { get; private init; }

    /// <summary>Its fields, the name first; without the workspace, which is that of the caller.</summary>
    public IReadOnlyList<RegistryField> Fields { get; }

    /// <summary>The kinds that belong to it.</summary>
    public IEnumerable<RegistryKind> Children => All.Where(kind => kind.Parent == this);

    /// <summary>The kind whose name in paths is given.</summary>
    public static bool TryParse(string? plural, [NotNullWhen(true)] out RegistryKind? kind) => (kind = All.FirstOrDefault(found => found.Plural == plural)) is not null;

    /// <summary>The kind of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static RegistryKind Of(string name) => All.Single(kind => kind.Name == name);

    /// <summary>The path of an object.</summary>
    public string PathOf(Guid id) => $"/api/v1/{Plural}/{id}";

    /// <summary>Reads fields.</summary>
    /// <returns>The fields; or what is wrong with them.</returns>
    public (RegistryFields? Fields, FieldProblem? Problem) Read(JsonObject members)
    {
        try
        {
            var fields = (RegistryFields)members.Deserialize(_fields)!;
            return fields.Check() is { } problem ? (null, problem) : (fields, null);
        }
        catch (JsonException invalid)
        {
            return (null, new FieldProblem(invalid.Path?.TrimStart('$', '.') ?? "", JsonProblems.Explain(invalid)));
        }
    }

    /// <summary>Writes fields.</summary>
    public JsonObject Write(RegistryFields fields) => JsonSerializer.SerializeToNode(fields, _fields)!.AsObject();

    /// <summary>Whether a field is a text.</summary>
    public bool IsText(string field) => _fields.Properties.Any(property => property.Name == field && property.PropertyType == typeof(string));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
