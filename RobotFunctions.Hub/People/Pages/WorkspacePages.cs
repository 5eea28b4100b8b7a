using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/workspaces</c>: one's own workspaces; for an administrator of the instance, all of them.</summary>
internal static class WorkspacePages
{
    private const string Path = "/workspaces";

    public static void MapWorkspacePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ListAsync).RequireCredential();
        var write = pages.MapGroup(Path).RequireAdministrator();
        write.MapPost("", CreateAsync);
        write.MapPost("/{id:guid}/archive", ArchiveAsync);
        write.MapPost("/{id:guid}/restore", RestoreAsync);
        write.MapPost("/{id:guid}/join", JoinAsync);
    }

    private static Task<IResult> ListAsync(SignedIn signedIn, HubStore store, HttpContext context) => PageAsync(signedIn, store, context, null, null);

    private static async Task<IResult> CreateAsync([FromForm(Name = "name")] string? name, Caller caller, SignedIn signedIn, Workspaces workspaces, HubStore store, HttpContext context)
    {
        var (workspace, problem) = await workspaces.CreateAsync(caller, name?.Trim());
        return workspace is null
            ? await PageAsync(signedIn, store, context, name, problem)
            : new SeeOther(Path, new FlashMessage($"The workspace {workspace.Name} was created. You are its admin."));
    }

    private static async Task<IResult> ArchiveAsync(Guid id, Caller caller, Workspaces workspaces)
    {
        var (workspace, problem) = await workspaces.SetArchivedAsync(caller, id, archived: true);
        return problem ?? (IResult)new SeeOther(Path, new FlashMessage($"The workspace {workspace!.Name} is archived: it can be read, not changed."));
    }

    private static async Task<IResult> RestoreAsync(Guid id, Caller caller, Workspaces workspaces)
    {
        var (workspace, problem) = await workspaces.SetArchivedAsync(caller, id, archived: false);
        return problem ?? (IResult)new SeeOther(Path, new FlashMessage($"The workspace {workspace!.Name} can be changed again."));
    }

    private static async Task<IResult> JoinAsync(Guid id, Caller caller, SignedIn signedIn, PersonDirectory people, HubStore store, HttpContext context)
    {
        var name = await store.Workspaces.Where(workspace => workspace.Id == id).Select(static workspace => workspace.Name).SingleOrDefaultAsync(context.RequestAborted);
        if (name is null)
        {
            return Problem.OfStatus(StatusCodes.Status404NotFound);
        }

        var result = await people.AddAsync(caller with { WorkspaceId = id }, new NewPerson(signedIn.Name, null, Role.Admin));
        return result.Problem ?? (IResult)new SeeOther(Path, new FlashMessage($"You are an admin of the workspace {name} now."));
    }

    private static async Task<IResult> PageAsync(SignedIn signedIn, HubStore store, HttpContext context, string? name, Problem? problem)
    {
        var mine = await store.Memberships.AsNoTracking().Where(membership => membership.PersonId == signedIn.PersonId).ToDictionaryAsync(static membership => membership.WorkspaceId, context.RequestAborted);
        var ids = mine.Keys.ToList();
        var workspaces = await store.Workspaces.AsNoTracking().Where(workspace => signedIn.IsAdministrator || ids.Contains(workspace.Id)).OrderBy(static workspace => workspace.Name).ToListAsync(context.RequestAborted);
        return new HtmlPage<WorkspaceListPage>(
            new()
            {
                [nameof(WorkspaceListPage.Workspaces)] = workspaces
                    .Select(workspace => new WorkspaceRow(workspace.Id, workspace.Name, mine.TryGetValue(workspace.Id, out var membership) ? Roles.NameOf(membership.Role) : null, workspace.ArchivedAt is not null)).ToList(),
                [nameof(WorkspaceListPage.MayWrite)] = signedIn.IsAdministrator,
                [nameof(WorkspaceListPage.Name)] = name,
                [nameof(WorkspaceListPage.Problem)] = problem?.Detail,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>A workspace in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">The role of who is signed in; null if they are no member.</param>
/// <param name="IsArchived">Whether it is archived.</param>
public sealed record WorkspaceRow(Guid Id, string Name, string? Role, bool IsArchived);
