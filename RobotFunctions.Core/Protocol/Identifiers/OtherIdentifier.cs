namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>An identifier of a kind that has no type of its own in the protocol.</summary>
public sealed record OtherIdentifier : ExternalIdentifier
{
    /// <summary>The identifier.</summary>
    public required string Identifier { get; init; }

    /// <summary>What kind it is.</summary>
    public required string OtherIdentifierName { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.Other;

    internal override string? FindProblem() =>
        Identifier is null ? "identifier is missing" : OtherIdentifierName is null ? "other_identifier_name is missing" : null;

    private protected override void WriteFields(WireJson json)
    {
        json.Text("identifier"u8, Identifier);
        json.Text("other_identifier_name"u8, OtherIdentifierName);
    }
}
