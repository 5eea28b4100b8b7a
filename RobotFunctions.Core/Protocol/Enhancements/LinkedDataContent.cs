using System.Runtime.InteropServices;
using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>JSON-LD. The repository validates it against the vocabulary (SHACL) during the import; this is not checked here.</summary>
public sealed record LinkedDataContent : EnhancementContent
{
    /// <summary>The vocabulary that the data follows: an http or https URL.</summary>
    public required string VocabularyUri { get; init; }

    /// <summary>The JSON-LD: an object whose <c>@context</c> is an http or https URL.</summary>
    public required JsonElement Data { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.LinkedData;

    internal override string? FindProblem() =>
        ContentRules.Url("vocabulary_uri", VocabularyUri)
        ?? JsonRules.Object("data", Data)
        ?? ContentRules.Url("data[\"@context\"]", ContextOf(Data));

    private protected override void WriteFields(WireJson json)
    {
        json.Text("vocabulary_uri"u8, VocabularyUri);
        json.Json("data"u8, Data);
    }

    // As it will be written: without what the repository cannot store, in the name too.
    private static string? ContextOf(JsonElement data)
    {
        var json = JsonMarshal.GetRawUtf8Value(data);
        json = json[JsonMembers.Find(json, "@context"u8, asStored: true)];
        return json is [(byte)'"', ..] ? JsonText.ReadStorable(json) : null;
    }
}
