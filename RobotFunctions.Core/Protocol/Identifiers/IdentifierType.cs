using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>The kind of an external identifier: the discriminator <c>identifier_type</c>.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<IdentifierType>))]
public readonly record struct IdentifierType(string Value) : IOpenVocabulary<IdentifierType>
{
    /// <summary>Digital object identifier.</summary>
    public static IdentifierType Doi { get; } = new("doi");

    /// <summary>PubMed.</summary>
    public static IdentifierType PubMed { get; } = new("pm_id");

    /// <summary>OpenAlex.</summary>
    public static IdentifierType OpenAlex { get; } = new("open_alex");

    /// <summary>Education Resources Information Center.</summary>
    public static IdentifierType Eric { get; } = new("eric");

    /// <summary>ProQuest.</summary>
    public static IdentifierType ProQuest { get; } = new("pro_quest");

    /// <summary>Any other kind, which has its own name.</summary>
    public static IdentifierType Other { get; } = new("other");

    /// <inheritdoc/>
    public bool IsKnown => Value is "doi" or "pm_id" or "open_alex" or "eric" or "pro_quest" or "other";

    /// <inheritdoc/>
    public static IdentifierType From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
