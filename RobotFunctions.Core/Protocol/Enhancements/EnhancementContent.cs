using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// The content of an enhancement (protocol section 4). Content from the repository is not validated; content that is sent to
/// it must pass <see cref="EnhancementRules"/> first. Instances are immutable and may be shared by any number of references.
/// </summary>
[JsonConverter(typeof(EnhancementContentJsonConverter))]
public abstract record EnhancementContent
{
    private protected EnhancementContent()
    {
    }

    /// <summary>What kind of content it is.</summary>
    [JsonIgnore]
    public abstract EnhancementType Type { get; }

    /// <summary>The first field that the repository would reject, and why; null if there is none.</summary>
    internal abstract string? FindProblem();

    internal void WriteTo(WireJson json)
    {
        json.StartObject();
        json.Text("enhancement_type"u8, Type.Value);
        WriteFields(json);
        json.EndObject();
    }

    private protected abstract void WriteFields(WireJson json);
}

/// <summary>Content of a type that this version does not know, as it was read. It cannot be written.</summary>
/// <param name="UnknownType">Its <c>enhancement_type</c>.</param>
/// <param name="Json">The whole object.</param>
public sealed record UnknownContent(EnhancementType UnknownType, JsonElement Json) : EnhancementContent
{
    /// <inheritdoc/>
    public override EnhancementType Type => UnknownType;

    internal override string? FindProblem() => "enhancement_type is not one that the repository accepts";

    private protected override void WriteFields(WireJson json) =>
        throw new InvalidOperationException("Content of an unknown type cannot be written.");
}
