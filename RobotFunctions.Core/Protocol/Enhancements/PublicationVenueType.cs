using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>What kind of venue published a reference.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<PublicationVenueType>))]
public readonly record struct PublicationVenueType(string Value) : IOpenVocabulary<PublicationVenueType>
{
    /// <summary>A journal.</summary>
    public static PublicationVenueType Journal { get; } = new("journal");

    /// <summary>A preprint server or the like.</summary>
    public static PublicationVenueType Repository { get; } = new("repository");

    /// <summary>Conference proceedings.</summary>
    public static PublicationVenueType Conference { get; } = new("conference");

    /// <summary>A platform of electronic books.</summary>
    public static PublicationVenueType EbookPlatform { get; } = new("ebook_platform");

    /// <summary>A series of books.</summary>
    public static PublicationVenueType BookSeries { get; } = new("book_series");

    /// <summary>Any other.</summary>
    public static PublicationVenueType Other { get; } = new("other");

    /// <inheritdoc/>
    public bool IsKnown => Value is "journal" or "repository" or "conference" or "ebook_platform" or "book_series" or "other";

    /// <inheritdoc/>
    public static PublicationVenueType From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
