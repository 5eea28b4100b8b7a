using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Keeps the instance and each workspace from losing the last person who can give access. Who may not sign in does not count.</summary>
internal static class LastAdmins
{
    /// <summary>Whether a workspace would have no admin without a person: 409 then; otherwise null.</summary>
    public static async Task<Problem?> CheckAsync(HubStore store, Guid workspaceId, Guid personId)
    {
        var admins = await AdminsOf(store, workspaceId).ToListAsync();
        return admins is [var last] && last == personId ? Problem.Conflict("This is the last admin of the workspace, which nobody could manage then. Make somebody else an admin first.") : null;
    }

    /// <summary>Whether the instance or a workspace would be left alone without a person: 409 then; otherwise null.</summary>
    public static async Task<Problem?> CheckAsync(HubStore store, Person person)
    {
        if (await CheckAdministratorAsync(store, person) is { } problem)
        {
            return problem;
        }

        var workspaces = await store.Memberships.Where(membership => membership.PersonId == person.Id && membership.Role == Role.Admin)
            .Join(store.Workspaces, static membership => membership.WorkspaceId, static workspace => workspace.Id, static (_, workspace) => workspace).ToListAsync();
        foreach (var workspace in workspaces)
        {
            if (await CheckAsync(store, workspace.Id, person.Id) is not null)
            {
                return Problem.Conflict($"{person.Name} is the last admin of the workspace {workspace.Name}, which nobody could manage then. Make somebody else an admin first.");
            }
        }

        return null;
    }

    /// <summary>Whether the instance would have no administrator without a person: 409 then; otherwise null.</summary>
    public static async Task<Problem?> CheckAdministratorAsync(HubStore store, Person person) =>
        person is { IsAdministrator: true, DisabledAt: null } && !await store.People.AnyAsync(other => other.Id != person.Id && other.IsAdministrator && other.DisabledAt == null)
            ? Problem.Conflict($"{person.Name} is the last administrator of this Hub, who alone can create workspaces. Make somebody else an administrator first.")
            : null;

    private static IQueryable<Guid> AdminsOf(HubStore store, Guid workspaceId) => store.Memberships
        .Where(membership => membership.WorkspaceId == workspaceId && membership.Role == Role.Admin)
        .Join(store.People.Where(static person => person.DisabledAt == null), static membership => membership.PersonId, static person => person.Id, static (_, person) => person.Id);
}
