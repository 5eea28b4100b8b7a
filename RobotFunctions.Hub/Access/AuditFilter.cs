using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace RobotFunctions.Hub.Access;

/// <summary>Which entries of the audit are listed. Endpoints take it as <c>[AsParameters]</c>; an empty filter is none.</summary>
public sealed class AuditFilter
{
    /// <summary>The action, such as <c>key.created</c>, or a beginning such as <c>key.*</c>.</summary>
    [FromQuery(Name = "action")]
    [Description("Only those of this action, such as key.created, or of a beginning, such as key.*.")]
    public string? Action { get; init; }

    /// <summary>Who did it, as the audit writes it: <c>person:ada</c>.</summary>
    [FromQuery(Name = "actor")]
    [Description("Only those of this actor, as it is in the entries.")]
    public string? Actor { get; init; }

    /// <summary>The entries of these that are listed.</summary>
    internal IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (Action is [.. var beginning, '*'])
        {
            entries = entries.Where(entry => entry.Action.StartsWith(beginning));
        }
        else if (!string.IsNullOrEmpty(Action))
        {
            entries = entries.Where(entry => entry.Action == Action);
        }

        return string.IsNullOrEmpty(Actor) ? entries : entries.Where(entry => entry.Actor == Actor);
    }
}
