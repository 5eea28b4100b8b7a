using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>The members of the caller's workspace: changes their roles and removes them. <see cref="PersonDirectory"/> adds them.</summary>
internal sealed class Members(PeopleWriter writer, TimeProvider time)
{
    public const string Kind = "member";

    /// <summary>Changes a role. From then on the groups of the OpenID Connect provider do not change it.</summary>
    public Task<PersonResult> ChangeAsync(Caller caller, Guid id, Role role) => ChangeAsync(caller, id, role, (store, member, person) =>
    {
        if (member.Role != role || member.FromGroups)
        {
            (member.Role, member.FromGroups) = (role, false);
            store.Audit.Add(AuditEntry.Of(caller, "member.changed", $"{person.Name} {Roles.NameOf(role)}", time.GetUtcNow()));
        }
    });

    /// <summary>Removes a person from the workspace. The person stays in the instance.</summary>
    public Task<PersonResult> RemoveAsync(Caller caller, Guid id) => ChangeAsync(caller, id, role: null, (store, member, person) =>
    {
        store.Memberships.Remove(member);
        store.Audit.Add(AuditEntry.Of(caller, "member.removed", person.Name, time.GetUtcNow()));
    });

    private Task<PersonResult> ChangeAsync(Caller caller, Guid id, Role? role, Action<Store.HubStore, Membership, Person> change) => writer.RunAloneAsync(async (store, _) =>
    {
        var found = await store.Memberships.Where(member => member.WorkspaceId == caller.WorkspaceId && member.PersonId == id)
            .Join(store.People, static member => member.PersonId, static person => person.Id, static (member, person) => new { member, person }).SingleOrDefaultAsync();
        if (found is null)
        {
            return PersonResult.Refused(Problem.NotFound(Kind));
        }

        if (role != Role.Admin && await LastAdmins.CheckAsync(store, caller.WorkspaceId, id) is { } problem)
        {
            return PersonResult.Refused(problem);
        }

        change(store, found.member, found.person);
        return PersonResult.Done(found.person);
    });
}
