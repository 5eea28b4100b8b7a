using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>
/// The audit of what concerns a person and no workspace in particular, such as a sign-in. It is in each workspace that the person is a member of, so that
/// the admins of each see it; for a person without one, in <c>default</c>.
/// </summary>
internal static class PersonAudit
{
    /// <summary>Adds the entries in the transaction of the change.</summary>
    /// <param name="store">The store.</param>
    /// <param name="person">Whom it concerns.</param>
    /// <param name="action">What was done: <c>person.signed-in</c>.</param>
    /// <param name="by">Who did it, and from where; their workspace does not matter.</param>
    /// <param name="at">When.</param>
    public static async Task AddAsync(HubStore store, Person person, string action, Caller by, DateTimeOffset at)
    {
        var workspaces = await store.Memberships.Where(membership => membership.PersonId == person.Id).Select(static membership => membership.WorkspaceId).ToListAsync();
        store.Audit.AddRange((workspaces.Count == 0 ? [Workspace.DefaultId] : workspaces).Select(workspace => AuditEntry.Of(by with { WorkspaceId = workspace }, action, person.Name, at)));
    }

    /// <summary>The caller of what a person does before they are signed in.</summary>
    public static Caller By(Person person, HttpContext context) => new(
        Guid.Empty, $"person:{person.Name}", $"person:{person.Id}", FrozenSet<string>.Empty, context.Connection.RemoteIpAddress?.ToString(), context.TraceIdentifier, person.Id);
}
