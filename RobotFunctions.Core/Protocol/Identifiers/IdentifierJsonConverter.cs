using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>Chooses an identifier's type by its <c>identifier_type</c>, at any position in the object.</summary>
internal sealed class ExternalIdentifierJsonConverter() : DiscriminatedJsonConverter<ExternalIdentifier>("identifier_type")
{
    protected override JsonTypeInfo? FindType(string discriminator) => discriminator switch
    {
        "doi" => IdentifierJsonContext.Default.DoiIdentifier,
        "pm_id" => IdentifierJsonContext.Default.PubMedIdentifier,
        "open_alex" => IdentifierJsonContext.Default.OpenAlexIdentifier,
        "eric" => IdentifierJsonContext.Default.EricIdentifier,
        "pro_quest" => IdentifierJsonContext.Default.ProQuestIdentifier,
        "other" => IdentifierJsonContext.Default.OtherIdentifier,
        _ => null,
    };

    protected override ExternalIdentifier Unknown(string discriminator, JsonElement json) =>
        new UnknownIdentifier(IdentifierType.From(discriminator), json);

    public override void Write(Utf8JsonWriter writer, ExternalIdentifier value, JsonSerializerOptions options) =>
        value.WriteTo(new WireJson(writer));
}

/// <summary>Reads a string as the repository's own id, and an object as an external identifier.</summary>
internal sealed class IdentifierJsonConverter : JsonConverter<Identifier>
{
    public override Identifier? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return (Identifier?)NestedJson.Read(ref reader, IdentifierJsonContext.Default.ExternalIdentifier);
        }

        return ReferenceId.TryParse(JsonText.Read(in reader), out var id)
            ? new RepositoryIdentifier(id)
            : throw new JsonException("This is not a UUID of version 4 or 7.");
    }

    public override void Write(Utf8JsonWriter writer, Identifier value, JsonSerializerOptions options) =>
        value.WriteTo(new WireJson(writer));
}
