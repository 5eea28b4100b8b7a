using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>What people read instead of the names and the JSON of fields.</summary>
internal static class FieldTexts
{
    /// <summary>The field that says why a robot is disabled, which no form has.</summary>
    public const string DisabledReason = "disabled_reason";

    private static readonly JsonSerializerOptions Indented = new(RegistryJson.Readable) { WriteIndented = true };

    private static readonly Dictionary<string, (string Label, string? Hint)> Texts = new()
    {
        ["name"] = ("Name", "1 to 200 characters, unique where it is"),
        ["description"] = ("Description", null),
        ["project_id"] = ("Project", null),
        ["level_id"] = ("Level", null),
        ["map_id"] = ("Map", null),
        ["primary_map_id"] = ("Primary map", "A map of the same project"),
        ["robot_type"] = ("Type", "The model or class, such as agv/model-x"),
        ["asset_type"] = ("Type", null),
        ["map_type"] = ("Type", null),
        ["feature_type"] = ("Type", null),
        ["serial_number"] = ("Serial number", "Unique in the workspace"),
        ["capabilities"] = ("Capabilities", "One in each line"),
        ["initial_pos_x"] = ("Initial position x", "In metres"),
        ["initial_pos_y"] = ("Initial position y", "In metres"),
        ["initial_pos_z"] = ("Initial position z", "In metres"),
        ["metadata"] = ("Metadata", "Any JSON object, such as {\"colour\": \"yellow\"}"),
        ["current_battery_percentage"] = ("Battery", "0 to 100 percent"),
        ["destiny_robot_id"] = ("DESTINY robot id", "A UUID"),
        ["repository_url"] = ("Repository", "Its URL: https://"),
        ["version"] = ("Version", "The one that it should run"),
        ["enhancer"] = ("Enhancer", "The one that it should run"),
        ["environment"] = ("Environment", "Where it runs, such as production"),
        ["location"] = ("Location", "Any JSON object, such as {\"x\": 1.5, \"y\": 12}"),
        ["properties"] = ("Properties", "Any JSON object"),
        ["map_data_uri"] = ("Map data", "Where it is"),
        ["origin_pose"] = ("Origin", "Any JSON object, such as {\"x\": 0, \"y\": 0, \"theta\": 0}"),
        ["resolution"] = ("Resolution", "Metres per cell, more than 0"),
        ["geometry"] = ("Geometry", "Any JSON object, such as GeoJSON"),
        [DisabledReason] = ("Disabled because", null),
    };

    /// <summary>What a person calls a field.</summary>
    public static string LabelOf(string field) => Texts.TryGetValue(field, out var text) ? text.Label : $"{char.ToUpperInvariant(field[0])}{field[1..].Replace('_', ' ')}";

    /// <summary>What a field means; null for nothing.</summary>
    public static string? HintOf(string field) => Texts.GetValueOrDefault(field).Hint;

    /// <summary>A value as it is shown and typed: a list has a line for each item. Nothing is the empty text.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "",
        JsonArray items => string.Join('\n', items.Select(Of)),
        JsonObject => value.ToJsonString(Indented),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
