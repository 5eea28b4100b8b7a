namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>An OpenAlex work.</summary>
public sealed record OpenAlexIdentifier : ExternalIdentifier
{
    /// <summary><c>W</c> and digits. The repository removes <c>https://openalex.org/</c> and similar prefixes in lower case.</summary>
    public required string Identifier { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.OpenAlex;

    internal override string? FindProblem() =>
        Bare(Identifier) is ['W', .. var digits] && IdentifierText.IsDigits(digits)
            ? null
            : $"\"{Identifier}\" is not an OpenAlex work such as W2741809807";

    private protected override void WriteFields(WireJson json) => json.Text("identifier"u8, Identifier);

    private static ReadOnlySpan<char> Bare(string? text) =>
        IdentifierText.Strip(IdentifierText.WithoutPrefixes(text, "http://", "https://", "openalex.org/", "explore.openalex.org/", "works/"));
}
