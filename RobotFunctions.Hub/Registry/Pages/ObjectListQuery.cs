using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Which objects a person wants to see. An empty filter is none.</summary>
public sealed class ObjectListQuery
{
    /// <summary>The id of what they belong to, directly or by what is between.</summary>
    [FromQuery(Name = "within")]
    public string? Within { get; init; }

    /// <summary>A status.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>A type.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>A part of the name.</summary>
    [FromQuery(Name = "name")]
    public string? Name { get; init; }

    /// <summary>Whether nothing is filtered.</summary>
    public bool IsPlain => new[] { Within, Status, Type, Name }.All(string.IsNullOrEmpty);

    /// <summary>The query of the list; or the problem, if it has a filter that no page offers.</summary>
    internal (RegistryQuery Query, Problem? Problem) Read(RegistryKind kind, Guid workspaceId)
    {
        Guid? within = Guid.TryParse(Within, out var parsed) ? parsed : null;
        var query = new RegistryQuery { WorkspaceId = workspaceId, Kind = kind, WithinId = within, Status = Given(Status), Type = Given(Type), NamePart = Given(Name) };
        var isValid = (within is not null || string.IsNullOrEmpty(Within)) && !new[] { Status, Type, Name }.OfType<string>().Any(static text => text.Any(char.IsControl));
        return (query, isValid ? null : Problem.BadRequest("The filter in the address is not valid. Open the list again, and choose from its filters."));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
