namespace RobotFunctions.Hub.Registry.Files;

/// <summary>A change that makes the registry what a file declares.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Kind">The kind of the object.</param>
/// <param name="Path">The names of the object and of what it belongs to, from the project on.</param>
/// <param name="Differences">The fields that change, of an update.</param>
internal sealed record PlannedChange(PlannedAction Action, RegistryKind Kind, string Path, IReadOnlyList<FieldDifference> Differences)
{
    /// <summary>The change as lines for a person: one for the object, and one for each field.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"{(Action == PlannedAction.Create ? '+' : Action == PlannedAction.Update ? '~' : '-')} {Kind.Title} {Path}",
        .. Differences.Select(static difference => $"    {difference.Field}: {difference.From} -> {difference.To}"),
    ];
}

/// <summary>What a planned change does.</summary>
internal enum PlannedAction
{
    Create,
    Update,
    Delete,
}

/// <summary>A field that changes.</summary>
/// <param name="Field">Its name.</param>
/// <param name="From">Its value now, as JSON.</param>
/// <param name="To">Its value afterwards.</param>
internal sealed record FieldDifference(string Field, string From, string To);
