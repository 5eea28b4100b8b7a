using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Robots;

/// <summary>The body of a registration. Unlike all other models, this one rejects fields that it does not know (protocol section 6).</summary>
internal sealed record RegistrationBody(string Name, string Description, string Owner, IReadOnlyList<string> Entitlements, string? BaseUrl)
{
    private static readonly string[] Entitled = ["full_text", "raw_enhancement_writer"];

    public static bool TryRead(byte[] body, ApiGeneration generation, [NotNullWhen(true)] out RegistrationBody? robot, [NotNullWhen(false)] out InvalidContent? problem)
    {
        robot = null;
        try
        {
            var root = JsonElement.Parse(body);
            problem = Problem(root, takesUrl: generation != ApiGeneration.G3);
            robot = problem is null
                ? new(Text(root, "name")!, Text(root, "description")!, Text(root, "owner")!, [.. Items(root).Select(static item => item.GetString()!)], Text(root, "base_url"))
                : null;
        }
        catch (JsonException exception)
        {
            problem = new InvalidContent("json_invalid", ["body", "0"], $"JSON decode error: {exception.Message}");
        }

        return robot is not null;
    }

    private static InvalidContent? Problem(JsonElement root, bool takesUrl)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new InvalidContent("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from");
        }

        string[] required = takesUrl ? ["name", "description", "owner", "base_url"] : ["name", "description", "owner"];
        return required.Where(name => Text(root, name) is null).Select(static name => new InvalidContent("missing", ["body", name], "Field required"))
            .Concat(root.EnumerateObject().Where(field => field.Name != "entitlements" && !required.Contains(field.Name))
                .Select(static field => new InvalidContent("extra_forbidden", ["body", field.Name], "Extra inputs are not permitted")))
            .Concat(Items(root).Where(static item => item.ValueKind != JsonValueKind.String || !Entitled.Contains(item.GetString()))
                .Select(static _ => new InvalidContent("enum", ["body", "entitlements"], "Input should be 'full_text' or 'raw_enhancement_writer'")))
            .FirstOrDefault();
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement root) =>
        root.TryGetProperty("entitlements", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
