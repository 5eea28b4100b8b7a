using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>A PubMed id; on the wire a number.</summary>
public sealed record PubMedIdentifier : ExternalIdentifier
{
    /// <summary>The id, above 0.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public required long Identifier { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.PubMed;

    internal override string? FindProblem() => Identifier > 0 ? null : $"{Identifier} is not a PubMed id: it must be greater than 0";

    private protected override void WriteFields(WireJson json) => json.Number("identifier"u8, Identifier);
}
