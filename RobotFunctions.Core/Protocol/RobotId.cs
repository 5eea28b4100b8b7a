using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>The id of a robot: its client id in signatures, its robot_id elsewhere.</summary>
/// <param name="Value">A UUID of version 4 or 7.</param>
[JsonConverter(typeof(WireIdJsonConverter<RobotId>))]
public readonly record struct RobotId(Guid Value) : IWireId<RobotId>
{
    /// <inheritdoc/>
    public static RobotId From(Guid value) => new(value);

    /// <summary>Reads a hyphenated UUID of version 4 or 7.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RobotId id)
    {
        var read = WireUuid.TryParse(text, out var value);
        id = new RobotId(value);
        return read;
    }

    /// <summary>Hyphenated, lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
