using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Which people of the instance are listed. Endpoints take it as <c>[AsParameters]</c>; an empty filter is none.</summary>
public sealed class PersonFilter
{
    internal const string Administrators = "administrators";
    internal const string Disabled = "disabled";
    internal const string Locked = "locked";

    /// <summary>A part of the name or the e-mail address, in any case.</summary>
    [FromQuery(Name = "name")]
    [Description("Only those whose name or e-mail address contains this, in any case.")]
    public string? Name { get; init; }

    /// <summary><c>administrators</c>, <c>disabled</c> or <c>locked</c>.</summary>
    [FromQuery(Name = "only")]
    [Description("Only administrators, disabled or locked people.")]
    public string? Only { get; init; }

    /// <summary>What is wrong with it: 400; null if nothing is.</summary>
    internal Problem? Problem => Only is null or "" or Administrators or Disabled or Locked ? null : Http.Problem.BadRequest($"only must be {Administrators}, {Disabled} or {Locked}.");

    /// <summary>The people of these who are listed.</summary>
    internal IQueryable<Person> Apply(IQueryable<Person> people, DateTimeOffset now)
    {
        if (!string.IsNullOrWhiteSpace(Name))
        {
            var key = NameKey.Of(Name);
            people = people.Where(person => person.NormalizedUserName!.Contains(key) || (person.NormalizedEmail != null && person.NormalizedEmail.Contains(key)));
        }

        return Only switch
        {
            Administrators => people.Where(static person => person.IsAdministrator),
            Disabled => people.Where(static person => person.DisabledAt != null),
            Locked => people.Where(person => person.LockoutEnd > now),
            _ => people,
        };
    }
}
