using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A project: what levels and maps belong to.</summary>
public record ProjectFields : RegistryFields
{
    /// <summary>The workspace. Absent: that of the credential, which is the only one allowed.</summary>
    public Guid? WorkspaceId { get; init; }

    internal override RegistryColumns Columns => new(ParentId: null);

    internal override FieldProblem? Check() => FieldChecks.Required("name", Name);

    internal override RegistryFields Normalize(Guid workspaceId) => (ProjectFields)base.Normalize(workspaceId) with { WorkspaceId = WorkspaceId ?? workspaceId };
}

/// <summary>A project as it is shown.</summary>
public sealed record ProjectView : ProjectFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }
}
