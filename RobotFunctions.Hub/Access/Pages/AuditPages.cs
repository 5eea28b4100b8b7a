using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access.Pages;

/// <summary><c>/w/{workspace}/audit</c>: who changed what.</summary>
internal static class AuditPages
{
    public static void MapAuditPages(this IEndpointRouteBuilder pages) => pages.MapGet("/audit", ListAsync).RequireScope(Scopes.AuditRead).WithNavigation("Audit", order: 90);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] AuditFilter filter, Caller caller, HubStore store, HttpContext context)
    {
        var (entries, problem) = await AuditEndpoints.ReadPageAsync(page, filter, caller, store, context);
        return problem ?? (IResult)new HtmlPage<AuditListPage>(new() { [nameof(AuditListPage.Entries)] = entries, [nameof(AuditListPage.Filter)] = filter });
    }
}
