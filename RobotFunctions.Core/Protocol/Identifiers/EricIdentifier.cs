namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>A document of the Education Resources Information Center.</summary>
public sealed record EricIdentifier : ExternalIdentifier
{
    /// <summary><c>ED</c> (not from a journal) or <c>EJ</c> (from one) and digits.</summary>
    public required string Identifier { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.Eric;

    internal override string? FindProblem() =>
        Bare(Identifier) is ['E', 'D' or 'J', .. var digits] && IdentifierText.IsDigits(digits)
            ? null
            : $"\"{Identifier}\" is not an ERIC number such as ED123456 or EJ789012";

    private protected override void WriteFields(WireJson json) => json.Text("identifier"u8, Identifier);

    private static ReadOnlySpan<char> Bare(string? text)
    {
        var number = IdentifierText.WithoutPrefixes(text, "http://", "https://", "eric.ed.gov/?id=", "files.eric.ed.gov/fulltext/");
        return IdentifierText.Strip(number.EndsWith(".pdf", StringComparison.Ordinal) ? number[..^4] : number);
    }
}
