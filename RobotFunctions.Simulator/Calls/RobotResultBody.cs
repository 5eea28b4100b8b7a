using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Calls;

/// <summary>The body of a robot result in any generation.</summary>
/// <param name="RequestId">The request or batch.</param>
/// <param name="Error">The message of the robot error; null when there is none.</param>
/// <param name="Root">The whole body.</param>
internal sealed record RobotResultBody(BatchId RequestId, string? Error, JsonElement Root)
{
    // Bodies are read by Python's own parser, which allows more levels than pydantic's.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 250 };

    /// <summary>Reads a body like the repository's model: unknown fields are ignored, and null is the same as absent.</summary>
    public static bool TryRead(byte[] body, [NotNullWhen(true)] out RobotResultBody? result, [NotNullWhen(false)] out InvalidContent? problem)
    {
        result = null;
        string? error = null;
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body, Deep);
        }
        catch (JsonException exception)
        {
            problem = new InvalidContent("json_invalid", ["body", "0"], $"JSON decode error: {exception.Message}");
            return false;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = new InvalidContent("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from");
            return false;
        }

        problem = ReadId(root, out var id);
        problem ??= ReadError(root, out error);
        if (problem is not null)
        {
            return false;
        }

        result = new RobotResultBody(id, error, root);
        return true;
    }

    private static InvalidContent? ReadId(JsonElement root, out BatchId id)
    {
        id = default;
        return !root.TryGetProperty("request_id", out var value) ? new InvalidContent("missing", ["body", "request_id"], "Field required")
            : value.ValueKind == JsonValueKind.String && BatchId.TryParse(value.GetString(), out id) ? null
            : new InvalidContent("uuid_parsing", ["body", "request_id"], "Input should be a valid UUID");
    }

    private static InvalidContent? ReadError(JsonElement root, out string? message)
    {
        message = null;
        if (!root.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("message", out var text))
        {
            return new InvalidContent("missing", ["body", "error", "message"], "Field required");
        }

        if (text.ValueKind != JsonValueKind.String)
        {
            return new InvalidContent("string_type", ["body", "error", "message"], "Input should be a valid string");
        }

        message = text.GetString();
        return null;
    }
}
