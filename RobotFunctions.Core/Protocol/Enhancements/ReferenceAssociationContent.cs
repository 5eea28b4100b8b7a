using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>How a reference relates to others.</summary>
public sealed record ReferenceAssociationContent : EnhancementContent
{
    /// <summary>The others; at least one.</summary>
    public required IReadOnlyList<Identifier> AssociatedReferenceIds { get; init; }

    /// <summary>How this one relates to them.</summary>
    public required ReferenceAssociationType AssociationType { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.ReferenceAssociation;

    internal override string? FindProblem() =>
        ContentRules.NotEmpty("associated_reference_ids", AssociatedReferenceIds)
        ?? ContentRules.Each("associated_reference_ids", AssociatedReferenceIds, static identifier => identifier.FindProblem())
        ?? ContentRules.Word("association_type", AssociationType);

    private protected override void WriteFields(WireJson json)
    {
        json.StartArray("associated_reference_ids"u8);
        for (var i = 0; i < AssociatedReferenceIds.Count; i++)
        {
            AssociatedReferenceIds[i].WriteTo(json);
        }

        json.EndArray();
        json.Text("association_type"u8, AssociationType.Value);
    }
}
