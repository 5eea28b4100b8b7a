using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>The body that posts a task. Members that it does not have are ignored, as task-inbox does.</summary>
/// <param name="SchemaName">The name of the schema.</param>
/// <param name="Type">The name of the task type.</param>
/// <param name="State">The first state; absent, null or empty for unset.</param>
/// <param name="Meta">What people must know to decide: a JSON object.</param>
/// <param name="Due">When it is due; absent for the type's own rule.</param>
/// <param name="Assignee">Who should decide it.</param>
/// <param name="Correlation">The poster's own id of it. A second post with the same one is answered with the task that exists.</param>
/// <param name="Callback">Where its state changes are sent: a URL at the origin of the type's webhook.</param>
/// <param name="Semver">The version of the schema, which may be a pre-release; absent for the newest that is not one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record TaskPost(
    string SchemaName,
    [property: JsonPropertyName("task")] string Type,
    string? State = null,
    JsonElement? Meta = null,
    DateTimeOffset? Due = null,
    string? Assignee = null,
    string? Correlation = null,
    string? Callback = null,
    string? Semver = null)
{
    private const int MaxMeta = 64 * 1024;
    private const int MaxText = 200;

    /// <summary>The metadata; null if there are none.</summary>
    [JsonIgnore]
    public string? MetaText => Meta is { ValueKind: JsonValueKind.Object } meta ? meta.GetRawText() : null;

    /// <summary>What is wrong with it: a sentence; null if nothing is.</summary>
    public string? Problem() =>
        Meta is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) } ? "meta must be a JSON object."
        : MetaText is { Length: > MaxMeta } ? $"meta has more than {MaxMeta} characters. Store the content elsewhere, and put a link in meta."
        : Odd("assignee", Assignee) ?? Odd("correlation", Correlation);

    private static string? Odd(string name, string? text) => text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > MaxText || text.Any(char.IsControl))
        ? $"{name} must have 1 to {MaxText} characters without control characters. Leave it out if there is none."
        : null;
}
