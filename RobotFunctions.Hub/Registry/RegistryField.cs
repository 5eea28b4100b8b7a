using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Hub.Registry;

/// <summary>A field of a kind: what a form needs to know of it. It is read from the type of the fields, so that forms have what the API has.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsRequired">Whether an object must have it.</param>
/// <param name="Choices">The values of a vocabulary; none for anything else.</param>
public sealed record RegistryField(string Name, RegistryFieldType Type, bool IsRequired, IReadOnlyList<string> Choices)
{
    private const string Workspace = "workspace_id";

    private static readonly Dictionary<Type, IReadOnlyList<string>> Vocabularies = new()
    {
        [typeof(LevelStatus)] = WireNames<LevelStatus>.All,
        [typeof(RobotStatus)] = WireNames<RobotStatus>.All,
        [typeof(FixedAssetType)] = WireNames<FixedAssetType>.All,
        [typeof(FixedAssetStatus)] = WireNames<FixedAssetStatus>.All,
        [typeof(MapType)] = WireNames<MapType>.All,
        [typeof(MapFeatureType)] = WireNames<MapFeatureType>.All,
    };

    internal static IReadOnlyList<RegistryField> Of(JsonTypeInfo fields) =>
        [.. fields.Properties.Where(static property => property.Name != Workspace).OrderBy(static property => property.Name != "name").Select(Of)];

    private static RegistryField Of(JsonPropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var choices = Vocabularies.GetValueOrDefault(type, []);
        return new RegistryField(property.Name, choices.Count > 0 ? RegistryFieldType.Choice : TypeOf(type), property.IsRequired, choices);
    }

    private static RegistryFieldType TypeOf(Type type) =>
        type == typeof(string) ? RegistryFieldType.Text
        : type == typeof(Guid) ? RegistryFieldType.Id
        : type == typeof(double) ? RegistryFieldType.Number
        : type == typeof(JsonObject) ? RegistryFieldType.Object
        : type == typeof(IReadOnlyList<string>) ? RegistryFieldType.Texts
        : throw new InvalidOperationException($"Forms have no input for the type {type}. Add one to {nameof(RegistryFieldType)}.");
}

/// <summary>What the values of a field are.</summary>
public enum RegistryFieldType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A value of a vocabulary.</summary>
    Choice,

    /// <summary>An id, of another object or from outside.</summary>
    Id,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>Any JSON object.</summary>
    Object,
}
