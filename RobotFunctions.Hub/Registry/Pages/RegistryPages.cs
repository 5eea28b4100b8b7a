using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/w/{workspace}/registry</c>: the tree of what exists, and the list of each kind.</summary>
internal static class RegistryPages
{
    public const string Path = "registry";

    public static void MapRegistryPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.RegistryRead);
        read.MapGet("", ShowTreeAsync).WithNavigation("Robots", order: 30);
        read.MapGet($"/{KindConstraint.Parameter}", ListAsync);
    }

    private static async Task<IResult> ShowTreeAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (projects, problem) = await ReadPageAsync(page, new RegistryQuery { WorkspaceId = caller.WorkspaceId, Kind = RegistryKind.Project }, caller, store, context);
        return projects is null ? problem! : new HtmlPage<TreePage>(new()
        {
            [nameof(TreePage.Projects)] = new Page<TreeNode>(await RegistryTree.ReadAsync(store, projects.Items, context.RequestAborted), projects.NextCursor),
        });
    }

    private static async Task<IResult> ListAsync(RegistryKind kind, [AsParameters] PageRequest page, [AsParameters] ObjectListQuery query, Caller caller, HubStore store, HttpContext context)
    {
        var (filter, refused) = query.Read(kind, caller.WorkspaceId);
        var (items, problem) = refused is null ? await ReadPageAsync(page, filter, caller, store, context) : (null, refused);
        return items is null ? problem! : new HtmlPage<ObjectListPage>(new()
        {
            [nameof(ObjectListPage.Kind)] = kind,
            [nameof(ObjectListPage.Objects)] = new Page<ObjectRow>(await ObjectRow.ReadAsync(store, caller.WorkspaceId, items.Items, context.RequestAborted), items.NextCursor),
            [nameof(ObjectListPage.Query)] = query,
            [nameof(ObjectListPage.Choices)] = await ListChoices.ReadAsync(store, caller.WorkspaceId, kind, context.RequestAborted),
        });
    }

    private static Task<(Page<RegistryItem>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, RegistryQuery query, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => RegistryReading.QueryAsync(store, query, after, count, context.RequestAborted),
        RegistryReading.Place,
        static item => item);
}
