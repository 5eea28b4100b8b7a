namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>A ProQuest document.</summary>
public sealed record ProQuestIdentifier : ExternalIdentifier
{
    /// <summary>Digits, as text.</summary>
    public required string Identifier { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.ProQuest;

    internal override string? FindProblem() =>
        IdentifierText.IsDigits(Bare(Identifier)) ? null : $"\"{Identifier}\" is not a ProQuest id such as 12345678";

    private protected override void WriteFields(WireJson json) => json.Text("identifier"u8, Identifier);

    private static ReadOnlySpan<char> Bare(string? text) =>
        IdentifierText.Strip(IdentifierText.WithoutPrefixes(text, "http://", "https://", "search.proquest.com/", "www.proquest.com/", "docview/"));
}
