using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary><c>/api/v1/audit</c>: who changed what in the caller's workspace.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync).RequireScope(Scopes.AuditRead)
        .WithName("ListAudit").WithTags("audit").WithSummary("Lists who changed what, newest first.").Produces<Page<AuditView>>();

    /// <summary>Reads a page of the audit, newest first.</summary>
    public static Task<(Page<AuditView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, AuditFilter filter, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => filter.Apply(store.Audit.AsNoTracking().Where(entry => entry.WorkspaceId == caller.WorkspaceId))
            .Where(entry => after == null || entry.At < after.Value.At || (entry.At == after.Value.At && entry.Id < after.Value.Id))
            .OrderByDescending(static entry => entry.At).ThenByDescending(static entry => entry.Id).Take(count).ToListAsync(context.RequestAborted),
        static entry => new Cursor(entry.At, entry.Id),
        AuditView.Of);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] AuditFilter filter, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, filter, caller, store, context));
}
