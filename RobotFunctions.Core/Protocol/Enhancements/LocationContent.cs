namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Where a reference can be found.</summary>
public sealed record LocationContent : EnhancementContent
{
    /// <summary>The places; at least one.</summary>
    public required IReadOnlyList<Location> Locations { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.Location;

    internal override string? FindProblem() =>
        ContentRules.NotEmpty("locations", Locations)
        ?? ContentRules.Each("locations", Locations, static location => location.FindProblem());

    private protected override void WriteFields(WireJson json)
    {
        json.StartArray("locations"u8);
        for (var i = 0; i < Locations.Count; i++)
        {
            Locations[i].WriteTo(json);
        }

        json.EndArray();
    }
}
