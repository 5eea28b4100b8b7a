using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Data in whatever form, to be structured later. Only a robot entitled to <see cref="Entitlement.RawEnhancementWriter"/> may return it.</summary>
public sealed record RawContent : EnhancementContent
{
    /// <summary>When the data was exported from its source.</summary>
    public required DateTimeOffset SourceExportDate { get; init; }

    /// <summary>What the data is, for whoever will structure it.</summary>
    public required string Description { get; init; }

    /// <summary>Whatever else helps to structure it: an object; undefined is an empty one.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The data: anything but null, false, 0 and what is empty.</summary>
    public required JsonElement Data { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.Raw;

    internal override string? FindProblem() =>
        ContentRules.Present("description", Description)
        ?? JsonRules.ObjectOrNothing("metadata", Metadata)
        ?? JsonRules.Filled("data", Data);

    private protected override void WriteFields(WireJson json)
    {
        json.Time("source_export_date"u8, SourceExportDate);
        json.Text("description"u8, Description);
        json.JsonObject("metadata"u8, Metadata);
        json.Json("data"u8, Data);
    }
}
