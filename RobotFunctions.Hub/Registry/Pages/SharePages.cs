using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/share/TOKEN</c>: what is in a shared session, as a page for browsers and as JSON for programs; and the form that claims it.</summary>
internal static class SharePages
{
    /// <summary>What follows the workspace in the path of the form that claims.</summary>
    public const string ClaimPath = "share/claim";

    private const int MaxWorkspaces = 20;

    public static void MapSharePage(this IEndpointRouteBuilder app) => app.MapGet("/share/{token}", ShowAsync).AllowAnyone("The token in the path is the credential.").WithMetadata(new PageMark())
        .WithName("ReadSharedSession").WithTags("registry").WithSummary("Reads a shared session, by the URL that others were given. Browsers get a page.").Produces<SharedSessionView>();

    public static void MapShareClaim(this IEndpointRouteBuilder pages) => pages.MapPost(ClaimPath, ClaimAsync).RequireScope(Scopes.RegistryWrite);

    private static async Task<IResult> ShowAsync(string token, SharedSessions sessions, HubStore store, HttpContext context)
    {
        // Whoever has the address has the session: it is kept out of search engines, and by the policy of all answers out of referrers.
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        context.Response.Headers.Vary = "Accept";
        if (await sessions.FindAsync(token, context.RequestAborted) is not { } session)
        {
            return SharedSessions.Unknown;
        }

        // Browsers have problems as pages, and this too.
        return context.Features.Get<ProblemRenderer>() is null ? await SessionEndpoints.ShowAsync(store, session, context) : await PageAsync(token, session, store, context);
    }

    private static async Task<IResult> PageAsync(string token, SharedSession session, HubStore store, HttpContext context)
    {
        var projects = await store.RegistryItems.AsNoTracking().Where(item => item.WorkspaceId == session.WorkspaceId && item.Kind == RegistryKind.Project).OrderBy(static item => item.Id).ToListAsync(context.RequestAborted);
        return new HtmlPage<SharePage>(new()
        {
            [nameof(SharePage.Token)] = token,
            [nameof(SharePage.ExpiresAt)] = session.ExpiresAt,
            [nameof(SharePage.Projects)] = await RegistryTree.ReadAsync(store, projects, context.RequestAborted),
            [nameof(SharePage.Workspaces)] = await WorkspacesAsync(store, context),
        });
    }

    // Where the person who is signed in may claim it; null if nobody is.
    private static async Task<IReadOnlyList<string>?> WorkspacesAsync(HubStore store, HttpContext context) => SignedIn.Of(context) is not { } person ? null : await store.Memberships
        .Where(membership => membership.PersonId == person.PersonId && membership.Role == Role.Admin)
        .Join(store.Workspaces.Where(static workspace => workspace.ArchivedAt == null), static membership => membership.WorkspaceId, static workspace => workspace.Id, static (_, workspace) => workspace.Name)
        .OrderBy(static name => name).Take(MaxWorkspaces).ToListAsync(context.RequestAborted);

    private static async Task<IResult> ClaimAsync([FromForm(Name = "share_token")] string? token, Caller caller, SessionClaims claims, HttpContext context)
    {
        var result = await claims.ClaimAsync(caller, token ?? "", context.RequestAborted);
        if (result.Item is { } project)
        {
            return new SeeOther(WorkspacePath.Of(context, ObjectLink.Of(project).Path), new FlashMessage("The shared session is yours: all of it is in this workspace now, and does not expire."));
        }

        // A session that was refused is still there.
        var back = result.Problem!.Status == StatusCodes.Status409Conflict ? $"/share/{Uri.EscapeDataString(token!)}" : WorkspacePath.Of(context, RegistryPages.Path);
        return new SeeOther(back, new FlashMessage(result.Problem.Detail, Refused: true));
    }
}
