using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>The id of a batch: the request's id when it was pushed, the robot enhancement batch's id when it was polled. It is the id of the run as well.</summary>
/// <param name="Value">A UUID of version 4 or 7.</param>
[JsonConverter(typeof(WireIdJsonConverter<BatchId>))]
public readonly record struct BatchId(Guid Value) : IWireId<BatchId>
{
    /// <inheritdoc/>
    public static BatchId From(Guid value) => new(value);

    /// <summary>Reads a hyphenated UUID of version 4 or 7.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BatchId id)
    {
        var read = WireUuid.TryParse(text, out var value);
        id = new BatchId(value);
        return read;
    }

    /// <summary>Hyphenated, lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
