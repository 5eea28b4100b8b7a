using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary><c>/api/v1/workspaces</c>: the workspaces of the instance. The one scope that reaches beyond its own workspace lets a machine call it.</summary>
internal static class WorkspaceEndpoints
{
    private const string Path = "/workspaces";

    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        var workspaces = api.MapGroup(Path).RequireScope(Scopes.WorkspacesWrite).WithTags("workspaces");
        workspaces.MapGet("", ListAsync).WithName("ListWorkspaces").WithSummary("Lists all workspaces, newest first.").Produces<Page<WorkspaceView>>();
        workspaces.MapPost("", CreateAsync).WithName("CreateWorkspace").WithSummary("Creates a workspace, without members.").Produces<WorkspaceView>(StatusCodes.Status201Created);
        workspaces.MapGet("/{id:guid}", ReadAsync).WithName("ReadWorkspace").WithSummary("Reads a workspace.").Produces<WorkspaceView>();
        workspaces.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeWorkspace").WithSummary("Says whether changes need If-Match.").Produces<WorkspaceView>();
        workspaces.MapPost("/{id:guid}/archive", ArchiveAsync).WithName("ArchiveWorkspace").WithSummary("Archives a workspace: it can be read, not changed.").Produces<WorkspaceView>();
        workspaces.MapPost("/{id:guid}/restore", RestoreAsync).WithName("RestoreWorkspace").WithSummary("Opens an archived workspace again.").Produces<WorkspaceView>();
    }

    private static Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) => page.AnswerAsync(
        context,
        caller,
        (after, count) => store.Workspaces.AsNoTracking()
            .Where(workspace => after == null || workspace.CreatedAt < after.Value.At || (workspace.CreatedAt == after.Value.At && workspace.Id < after.Value.Id))
            .OrderByDescending(static workspace => workspace.CreatedAt).ThenByDescending(static workspace => workspace.Id).Take(count).ToListAsync(context.RequestAborted),
        static workspace => new Cursor(workspace.CreatedAt, workspace.Id),
        WorkspaceView.Of);

    private static async Task<IResult> CreateAsync(WorkspaceCreation body, Caller caller, Workspaces workspaces)
    {
        var (workspace, problem) = await workspaces.CreateAsync(caller, body.Name);
        return problem ?? Results.Created($"/api/v1{Path}/{workspace!.Id}", WorkspaceView.Of(workspace));
    }

    private static async Task<IResult> ReadAsync(Guid id, HubStore store, HttpContext context) =>
        await store.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Id == id, context.RequestAborted) is { } workspace
            ? Results.Ok(WorkspaceView.Of(workspace))
            : new Problem(StatusCodes.Status404NotFound, "There is no such workspace.");

    private static async Task<IResult> ChangeAsync(Guid id, WorkspacePatch body, Caller caller, Workspaces workspaces) => Answer(await workspaces.SetRequireIfMatchAsync(caller, id, body.RequireIfMatch));

    private static async Task<IResult> ArchiveAsync(Guid id, Caller caller, Workspaces workspaces) => Answer(await workspaces.SetArchivedAsync(caller, id, archived: true));

    private static async Task<IResult> RestoreAsync(Guid id, Caller caller, Workspaces workspaces) => Answer(await workspaces.SetArchivedAsync(caller, id, archived: false));

    private static IResult Answer((Workspace? Workspace, Problem? Problem) result) => result.Problem ?? Results.Ok(WorkspaceView.Of(result.Workspace!));
}
