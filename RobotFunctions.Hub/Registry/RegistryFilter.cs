using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>Which objects are listed. Endpoints take one of the derived types as <c>[AsParameters]</c>, which have the filters of their kind.</summary>
internal abstract class RegistryFilter
{
    private const int MaxSkip = 100_000;

    /// <summary>How many objects are passed over before the first page.</summary>
    [FromQuery(Name = "skip")]
    [Description("How many are passed over before the first page: 0 to 100000. For long lists, follow next_cursor instead. Default: 0.")]
    public int? Skip { get; init; }

    /// <summary>The whole name.</summary>
    [FromQuery(Name = "name")]
    [Description("Only those of this name, compared without case.")]
    public string? Name { get; init; }

    /// <summary>What is wrong with the filter; null if nothing is.</summary>
    public Problem? Check()
    {
        var query = Select(new RegistryQuery());
        var refused = new[] { Name, query.Type, query.SerialNumber }.OfType<string>().Any(static text => text.Any(char.IsControl));
        return Skip is < 0 or > MaxSkip ? Problem.BadRequest($"skip must be between 0 and {MaxSkip}.")
            : refused ? Problem.BadRequest("A filter has no control characters.")
            : Among("type", query.Type, Types) ?? Among("status", query.Status, Statuses);
    }

    /// <summary>The query of a list.</summary>
    public RegistryQuery ToQuery(Guid workspaceId, RegistryKind kind) => Select(new RegistryQuery { WorkspaceId = workspaceId, Kind = kind, Name = Name, Skip = Skip ?? 0 });

    /// <summary>Adds the filters of the kind.</summary>
    protected abstract RegistryQuery Select(RegistryQuery query);

    /// <summary>The types that there are; null if any text may be one.</summary>
    protected virtual IReadOnlyList<string>? Types => null;

    /// <summary>The statuses that there are; null if the kind has none.</summary>
    protected virtual IReadOnlyList<string>? Statuses => null;

    private static Problem? Among(string name, string? value, IReadOnlyList<string>? known) =>
        value is null || known is null || known.Contains(value) ? null : Problem.BadRequest($"{name} must be one of: {string.Join(", ", known)}.");
}
