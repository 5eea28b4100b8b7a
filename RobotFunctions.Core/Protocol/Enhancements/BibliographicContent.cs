namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Title, authors, dates and venue of a reference. Every property is optional.</summary>
public sealed record BibliographicContent : EnhancementContent
{
    /// <summary>The authors, in order.</summary>
    public IReadOnlyList<Authorship>? Authorship { get; init; }

    /// <summary>The number of works that cite this one.</summary>
    public long? CitedByCount { get; init; }

    /// <summary>When this metadata was created.</summary>
    public DateOnly? CreatedDate { get; init; }

    /// <summary>When this metadata was last updated.</summary>
    public DateOnly? UpdatedDate { get; init; }

    /// <summary>When the version of record was published.</summary>
    public DateOnly? PublicationDate { get; init; }

    /// <summary>The year in which the version of record was published.</summary>
    public long? PublicationYear { get; init; }

    /// <summary>The publisher of the version of record.</summary>
    public string? Publisher { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>Volume, issue and pages.</summary>
    public Pagination? Pagination { get; init; }

    /// <summary>Where it was published.</summary>
    public PublicationVenue? PublicationVenue { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.Bibliographic;

    internal override string? FindProblem() =>
        ContentRules.Each("authorship", Authorship, static author => author.FindProblem())
        ?? ContentRules.Within("publication_venue", PublicationVenue?.FindProblem());

    private protected override void WriteFields(WireJson json)
    {
        if (Authorship is not null)
        {
            json.StartArray("authorship"u8);
            for (var i = 0; i < Authorship.Count; i++)
            {
                Authorship[i].WriteTo(json);
            }

            json.EndArray();
        }

        json.Number("cited_by_count"u8, CitedByCount);
        json.Date("created_date"u8, CreatedDate);
        json.Date("updated_date"u8, UpdatedDate);
        json.Date("publication_date"u8, PublicationDate);
        json.Number("publication_year"u8, PublicationYear);
        json.Text("publisher"u8, Publisher);
        json.Text("title"u8, Title);
        Pagination?.WriteTo(json);
        PublicationVenue?.WriteTo(json);
    }
}
