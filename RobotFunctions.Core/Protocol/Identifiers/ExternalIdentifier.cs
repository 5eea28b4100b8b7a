using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>An identifier of a reference in an external system (protocol section 4).</summary>
[JsonConverter(typeof(ExternalIdentifierJsonConverter))]
public abstract record ExternalIdentifier : Identifier
{
    private protected ExternalIdentifier()
    {
    }

    /// <summary>The kind of identifier.</summary>
    [JsonIgnore]
    public abstract IdentifierType Type { get; }

    internal sealed override void WriteTo(WireJson json)
    {
        json.StartObject();
        json.Text("identifier_type"u8, Type.Value);
        WriteFields(json);
        json.EndObject();
    }

    private protected abstract void WriteFields(WireJson json);
}

/// <summary>An identifier of a type that this version does not know, as it was read. It cannot be written.</summary>
/// <param name="UnknownType">Its <c>identifier_type</c>.</param>
/// <param name="Json">The whole object.</param>
public sealed record UnknownIdentifier(IdentifierType UnknownType, JsonElement Json) : ExternalIdentifier
{
    /// <inheritdoc/>
    public override IdentifierType Type => UnknownType;

    internal override string? FindProblem() => $"the repository does not accept identifiers of type \"{UnknownType}\"";

    private protected override void WriteFields(WireJson json) =>
        throw new InvalidOperationException("An identifier of an unknown type cannot be written.");
}
