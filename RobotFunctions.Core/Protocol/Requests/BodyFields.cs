using System.Runtime.InteropServices;
using System.Text.Json;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>Reads fields of a JSON body and collects all problems, so that the sender gets them at once.</summary>
/// <param name="body">The body: an object.</param>
internal sealed class BodyFields(JsonElement body)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public BatchId Id(string name)
    {
        BatchId id = default;
        if (Required(name) is { } value && !(value.ValueKind == JsonValueKind.String && BatchId.TryParse(JsonText.Read(value), out id)))
        {
            _problems.Add($"{name} is not a UUID of version 4 or 7.");
        }

        return id;
    }

    public SignedUrl? Url(string name) => Required(name) is { } value ? UrlOf(name, value) : null;

    /// <summary>The first of the given fields that is present.</summary>
    public SignedUrl? UrlOrNull(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Optional(name) is { } value)
            {
                return UrlOf(name, value);
            }
        }

        return null;
    }

    /// <summary>A URL that no run depends on: one that cannot be read counts as absent.</summary>
    public SignedUrl? UrlIfReadable(string name) =>
        Optional(name) is { ValueKind: JsonValueKind.String } value && SignedUrl.TryParse(JsonText.Read(value), out var url) ? url : null;

    public string? Text(string name) => Required(name) is { } value ? TextOf(name, value) : null;

    public string? TextOrNull(string name) => Optional(name) is { } value ? TextOf(name, value) : null;

    /// <summary>An object of free-form data, independent of the body; undefined if it is absent.</summary>
    public JsonElement ObjectOrNothing(string name)
    {
        if (Optional(name) is not { } value)
        {
            return default;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{name} is not an object.");
            return default;
        }

        if (JsonMembers.NestsDeeper(JsonMarshal.GetRawUtf8Value(value), ProtocolLimits.DataDepth))
        {
            _problems.Add($"{name} nests deeper than {ProtocolLimits.DataDepth} levels.");
            return default;
        }

        return value.Clone();
    }

    /// <summary>A reference and its id, independent of the body.</summary>
    public (JsonElement Json, ReferenceId Id) Reference(string name)
    {
        if (Required(name) is not { } value)
        {
            return default;
        }

        var line = ReferenceLine.Read(JsonMarshal.GetRawUtf8Value(value));
        if (line.Verdict != ReferenceLineVerdict.WellFormed)
        {
            _problems.Add($"{name} is not a reference: {line.Reason}");
            return default;
        }

        return (value.Clone(), line.Id!.Value);
    }

    private SignedUrl? UrlOf(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && SignedUrl.TryParse(JsonText.Read(value), out var url))
        {
            return url;
        }

        _problems.Add($"{name} is not an absolute http or https URL.");
        return null;
    }

    private string? TextOf(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return JsonText.Read(value);
        }

        _problems.Add($"{name} is not a string.");
        return null;
    }

    private JsonElement? Required(string name)
    {
        if (Optional(name) is { } value)
        {
            return value;
        }

        _problems.Add($"{name} is missing.");
        return null;
    }

    private JsonElement? Optional(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
