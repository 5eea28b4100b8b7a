using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>How an abstract was acquired.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<AbstractProcess>))]
public readonly record struct AbstractProcess(string Value) : IOpenVocabulary<AbstractProcess>
{
    /// <summary>Rebuilt from an inverted index.</summary>
    public static AbstractProcess Uninverted { get; } = new("uninverted");

    /// <summary>From an API that is not open.</summary>
    public static AbstractProcess ClosedApi { get; } = new("closed_api");

    /// <summary>Any other way.</summary>
    public static AbstractProcess Other { get; } = new("other");

    /// <inheritdoc/>
    public bool IsKnown => Value is "uninverted" or "closed_api" or "other";

    /// <inheritdoc/>
    public static AbstractProcess From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
