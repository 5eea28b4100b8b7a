using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>Who may see a reference or an enhancement.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<Visibility>))]
public readonly record struct Visibility(string Value) : IOpenVocabulary<Visibility>
{
    /// <summary>Everybody.</summary>
    public static Visibility Public { get; } = new("public");

    /// <summary>Signed-in users.</summary>
    public static Visibility Restricted { get; } = new("restricted");

    /// <summary>Nobody, but data mining may use it.</summary>
    public static Visibility Hidden { get; } = new("hidden");

    /// <inheritdoc/>
    public bool IsKnown => Value is "public" or "restricted" or "hidden";

    /// <inheritdoc/>
    public static Visibility From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
