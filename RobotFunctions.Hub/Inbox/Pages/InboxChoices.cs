using RobotFunctions.Hub.Inbox.Catalog;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>The names that the filters of the list offer: those of the newest version of each schema.</summary>
/// <param name="Schemas">The names of the schemas.</param>
/// <param name="Types">The names of the task types.</param>
/// <param name="States">The states.</param>
public sealed record InboxChoices(IReadOnlyList<string> Schemas, IReadOnlyList<string> Types, IReadOnlyList<string> States)
{
    internal static InboxChoices Of(IReadOnlyList<CatalogVersion> newest) => new(
        [.. newest.Select(static version => version.Schema.Name)],
        [.. newest.SelectMany(static version => version.Schema.TaskTypes).Select(static type => type.Name).Distinct().Order(StringComparer.Ordinal)],
        [.. newest.SelectMany(static version => version.Schema.TaskTypes).SelectMany(static type => type.PendingStates.Concat(type.ResolvedStates)).Distinct().Order(StringComparer.Ordinal)]);
}
