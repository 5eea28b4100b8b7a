namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>A DOI.</summary>
public sealed record DoiIdentifier : ExternalIdentifier
{
    /// <summary>The DOI: <c>10.</c>, four to nine digits, a slash, and no white space. The repository removes <c>https://doi.org/</c> and similar prefixes.</summary>
    public required string Identifier { get; init; }

    /// <inheritdoc/>
    public override IdentifierType Type => IdentifierType.Doi;

    internal override string? FindProblem() => IsDoi(Bare(Identifier)) ? null : $"\"{Identifier}\" is not a DOI such as 10.1000/182";

    private protected override void WriteFields(WireJson json) => json.Text("identifier"u8, Identifier);

    // The repository removes one URL prefix and one "doi:", ignoring case.
    private static ReadOnlySpan<char> Bare(string? text)
    {
        var doi = IdentifierText.Strip(StorableText.From(text));
        var url = WithoutAny(WithoutAny(doi, "https://", "http://"), "dx.");
        return IdentifierText.Strip(WithoutAny(url.StartsWith("doi.org/", StringComparison.OrdinalIgnoreCase) ? url["doi.org/".Length..] : doi, "doi:"));
    }

    private static ReadOnlySpan<char> WithoutAny(ReadOnlySpan<char> text, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return text[prefix.Length..];
            }
        }

        return text;
    }

    private static bool IsDoi(ReadOnlySpan<char> doi)
    {
        if (!doi.StartsWith("10."))
        {
            return false;
        }

        var slash = doi.IndexOf('/');
        return slash is >= 7 and <= 12
            && !doi[3..slash].ContainsAnyExceptInRange('0', '9')
            && slash + 1 < doi.Length
            && !doi[(slash + 1)..].ContainsAny(IdentifierText.WhiteSpace);
    }
}
