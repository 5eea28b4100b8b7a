using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Unstructured data, to be structured later. Only a robot with the entitlement <see cref="Entitlement.RawEnhancementWriter"/> may return it.</summary>
public sealed record RawContent : EnhancementContent
{
    /// <summary>When the data was exported from its source.</summary>
    public required DateTimeOffset SourceExportDate { get; init; }

    /// <summary>A description of the data for its later structuring.</summary>
    public required string Description { get; init; }

    /// <summary>Additional metadata: an object; undefined means empty.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The data: any value except null, false, 0 and empty values.</summary>
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
