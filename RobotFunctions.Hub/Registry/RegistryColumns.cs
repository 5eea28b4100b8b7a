namespace RobotFunctions.Hub.Registry;

/// <summary>What of an object's fields is kept in columns, by which lists are filtered and rules are checked.</summary>
/// <param name="ParentId">The object that it belongs to; null for a project, which belongs to the workspace.</param>
/// <param name="Type">Its type, as on the wire; null for kinds without one.</param>
/// <param name="Status">Its status, as on the wire; null for kinds without one.</param>
internal readonly record struct RegistryColumns(Guid? ParentId, string? Type = null, string? Status = null)
{
    /// <summary>The serial number of a robot.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The primary map of a level.</summary>
    public Guid? PrimaryMapId { get; init; }
}
