using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>The version of a document according to the DRIVER guidelines.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<DocumentVersion>))]
public readonly record struct DocumentVersion(string Value) : IOpenVocabulary<DocumentVersion>
{
    /// <summary>The version of record.</summary>
    public static DocumentVersion Published { get; } = new("publishedVersion");

    /// <summary>After peer review, before the publisher's layout.</summary>
    public static DocumentVersion Accepted { get; } = new("acceptedVersion");

    /// <summary>Before peer review.</summary>
    public static DocumentVersion Submitted { get; } = new("submittedVersion");

    /// <summary>Any other.</summary>
    public static DocumentVersion Other { get; } = new("other");

    /// <inheritdoc/>
    public bool IsKnown => Value is "publishedVersion" or "acceptedVersion" or "submittedVersion" or "other";

    /// <inheritdoc/>
    public static DocumentVersion From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
