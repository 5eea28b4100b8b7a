using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>Reads members of JSON that somebody may have changed: null is "not there, or something else".</summary>
internal static class HistoryJson
{
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static int? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static Guid? Id(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value && value.TryGetGuid(out var id) ? id : null;

    /// <summary>The bytes of a hash in lower-case hexadecimal.</summary>
    public static byte[]? Hash(this JsonElement json, string name)
    {
        if (json.Member(name) is not { ValueKind: JsonValueKind.String } value || value.GetRawText() is not { Length: 2 or 66 } raw)
        {
            return null;
        }

        var bytes = new byte[(raw.Length - 2) / 2];
        return Convert.FromHexString(raw.AsSpan(1, raw.Length - 2), bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
