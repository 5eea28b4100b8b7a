using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The workspaces of the instance: creates and archives them. The audit of each, and that of <c>default</c>, have it.</summary>
internal sealed class Workspaces(StoreWriter writer, TimeProvider time)
{
    /// <summary>Creates a workspace.</summary>
    /// <param name="caller">Who creates it. A person becomes its admin.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The workspace; or why it was not created.</returns>
    public async Task<(Workspace? Workspace, Problem? Problem)> CreateAsync(Caller caller, string? name)
    {
        if (Workspace.NameProblem(name) is { } problem)
        {
            return (null, Problem.Invalid(problem));
        }

        try
        {
            return await writer.RunAsync<(Workspace?, Problem?)>(
                async store =>
                {
                    if (await store.Workspaces.AnyAsync(workspace => workspace.Name == name))
                    {
                        return (null, Taken(name!));
                    }

                    var now = time.GetUtcNow();
                    var workspace = new Workspace { Id = Guid.CreateVersion7(now), Name = name!, CreatedAt = now };
                    store.Workspaces.Add(workspace);
                    if (caller.PersonId is { } person)
                    {
                        store.Memberships.Add(new Membership { WorkspaceId = workspace.Id, PersonId = person, Role = Role.Admin, CreatedAt = now, FromGroups = false });
                    }

                    Record(store, caller, workspace, "workspace.created", now);
                    return (workspace, null);
                },
                CancellationToken.None);
        }
        catch (DbUpdateException taken) when (StoreFailures.IsTaken(taken))
        {
            return (null, Taken(name!));
        }
    }

    /// <summary>Archives a workspace, which can then be read and not changed; or opens it again.</summary>
    public Task<(Workspace? Workspace, Problem? Problem)> SetArchivedAsync(Caller caller, Guid id, bool archived)
    {
        return archived && id == Workspace.DefaultId
            ? Task.FromResult<(Workspace?, Problem?)>((null, Problem.Conflict("The workspace default cannot be archived: what concerns the whole Hub is recorded in it.")))
            : ChangeAsync(caller, id, (workspace, now) =>
            {
                if (archived == workspace.ArchivedAt is not null)
                {
                    return null;
                }

                workspace.ArchivedAt = archived ? now : null;
                return archived ? "workspace.archived" : "workspace.restored";
            });
    }

    /// <summary>Says whether changes in a workspace need <c>If-Match</c>.</summary>
    public Task<(Workspace? Workspace, Problem? Problem)> SetRequireIfMatchAsync(Caller caller, Guid id, bool required) => ChangeAsync(caller, id, (workspace, _) =>
    {
        if (workspace.RequireIfMatch == required)
        {
            return null;
        }

        workspace.RequireIfMatch = required;
        return "workspace.changed";
    });

    // The change gives its name in the audit; null if there was nothing to change.
    private Task<(Workspace? Workspace, Problem? Problem)> ChangeAsync(Caller caller, Guid id, Func<Workspace, DateTimeOffset, string?> change) => writer.RunAsync<(Workspace?, Problem?)>(
        async store =>
        {
            if (await store.Workspaces.SingleOrDefaultAsync(workspace => workspace.Id == id) is not { } workspace)
            {
                return (null, new Problem(StatusCodes.Status404NotFound, "There is no such workspace."));
            }

            var now = time.GetUtcNow();
            if (change(workspace, now) is { } action)
            {
                Record(store, caller, workspace, action, now);
            }

            return (workspace, null);
        },
        CancellationToken.None);

    private static Problem Taken(string name) => Problem.Conflict($"There is a workspace named {name} already. Choose another name.");

    private static void Record(HubStore store, Caller caller, Workspace workspace, string action, DateTimeOffset now) => store.Audit.AddRange(
        new[] { workspace.Id, Workspace.DefaultId }.Distinct().Select(place => AuditEntry.Of(caller with { WorkspaceId = place }, action, workspace.Name, now)));
}
