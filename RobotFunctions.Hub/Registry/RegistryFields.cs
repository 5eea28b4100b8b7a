using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>What a caller says of an object of the registry. Each kind has its own.</summary>
/// <remarks>Members with a default are settable: the generated reader sets init-only ones that are absent to the default of their type.</remarks>
public abstract record RegistryFields
{
    /// <summary>What people call it: 1 to 200 characters, unique among its siblings of the same kind.</summary>
    public required string Name { get; init; }

    /// <summary>What of it is kept in columns.</summary>
    internal abstract RegistryColumns Columns { get; }

    /// <summary>What is wrong with the fields by themselves; null if nothing is.</summary>
    internal abstract FieldProblem? Check();

    /// <summary>The fields as they are stored, in the workspace that they were sent to.</summary>
    internal virtual RegistryFields Normalize(Guid workspaceId) => this with { Name = Name.Trim() };
}
