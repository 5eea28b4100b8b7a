using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>The id of a reference.</summary>
/// <param name="Value">A UUID of version 4 or 7.</param>
[JsonConverter(typeof(WireIdJsonConverter<ReferenceId>))]
public readonly record struct ReferenceId(Guid Value) : IWireId<ReferenceId>
{
    /// <inheritdoc/>
    public static ReferenceId From(Guid value) => new(value);

    /// <summary>Reads a hyphenated UUID of version 4 or 7.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReferenceId id)
    {
        var read = WireUuid.TryParse(text, out var value);
        id = new ReferenceId(value);
        return read;
    }

    /// <summary>Hyphenated, lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
