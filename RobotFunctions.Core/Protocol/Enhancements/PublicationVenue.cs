namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>A journal, a repository, a conference and so on.</summary>
public sealed record PublicationVenue
{
    /// <summary>Its name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What kind of venue it is.</summary>
    public PublicationVenueType? VenueType { get; init; }

    /// <summary>Its ISSNs, print and electronic.</summary>
    public IReadOnlyList<string>? Issn { get; init; }

    /// <summary>The ISSN that links them.</summary>
    public string? IssnL { get; init; }

    /// <summary>The organisation behind it.</summary>
    public string? HostOrganizationName { get; init; }

    /// <inheritdoc cref="EnhancementContent.FindProblem"/>
    internal string? FindProblem() =>
        (VenueType is { } type ? ContentRules.Word("venue_type", type) : null)
        ?? ContentRules.Each("issn", Issn, static _ => null);

    internal void WriteTo(WireJson json)
    {
        json.StartObject("publication_venue"u8);
        json.Text("display_name"u8, DisplayName);
        json.Text("venue_type"u8, VenueType?.Value);
        json.Texts("issn"u8, Issn);
        json.Text("issn_l"u8, IssnL);
        json.Text("host_organization_name"u8, HostOrganizationName);
        json.EndObject();
    }
}
