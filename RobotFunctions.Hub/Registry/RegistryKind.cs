using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A kind of object of the registry, and what is particular to it.</summary>
internal sealed class RegistryKind
{
    public static readonly RegistryKind Project = new("project", "projects", parent: null, "workspace_id", RegistryJson.Strict.ProjectFields);

    public static readonly RegistryKind Level = new("level", "levels", Project, "project_id", RegistryJson.Strict.LevelFields) { Transitions = StatusTransitions.Level };

    public static readonly RegistryKind Robot = new("robot", "robots", Level, "level_id", RegistryJson.Strict.RobotFields) { Transitions = StatusTransitions.Robot, CanMove = true };

    public static readonly RegistryKind FixedAsset = new("fixed-asset", "fixed-assets", Level, "level_id", RegistryJson.Strict.FixedAssetFields)
    {
        Transitions = StatusTransitions.FixedAsset,
        CanMove = true,
    };

    public static readonly RegistryKind Map = new("map", "maps", Project, "project_id", RegistryJson.Strict.MapFields);

    public static readonly RegistryKind MapFeature = new("map-feature", "map-features", Map, "map_id", RegistryJson.Strict.MapFeatureFields);

    /// <summary>All kinds, each after its parent.</summary>
    public static readonly ImmutableArray<RegistryKind> All = [Project, Level, Robot, FixedAsset, Map, MapFeature];

    private readonly JsonTypeInfo _fields;

    private RegistryKind(string name, string plural, RegistryKind? parent, string parentMember, JsonTypeInfo fields) =>
        (Name, Plural, Parent, ParentMember, _fields) = (name, plural, parent, parentMember, fields);

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
    public StatusTransitions? Transitions { get; private init; }

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

    public override string ToString() => Name;
}
