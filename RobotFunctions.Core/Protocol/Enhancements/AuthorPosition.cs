using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>The position of an author in the list of authors.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<AuthorPosition>))]
public readonly record struct AuthorPosition(string Value) : IOpenVocabulary<AuthorPosition>
{
    /// <summary>The first author.</summary>
    public static AuthorPosition First { get; } = new("first");

    /// <summary>Any author between.</summary>
    public static AuthorPosition Middle { get; } = new("middle");

    /// <summary>The last author.</summary>
    public static AuthorPosition Last { get; } = new("last");

    /// <inheritdoc/>
    public bool IsKnown => Value is "first" or "middle" or "last";

    /// <inheritdoc/>
    public static AuthorPosition From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
