using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Authenticates people on pages, by the cookie of their session, and sends those who are not signed in to the sign-in page.</summary>
internal sealed class PersonAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, Sessions sessions, IDbContextFactory<HubStore> stores)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "person";

    /// <summary>The claim of a person who may see the workspace of the page.</summary>
    public const string WorkspaceClaim = "workspace";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await sessions.FindAsync(Context, SessionState.Complete) is not var (session, person))
        {
            return AuthenticateResult.NoResult();
        }

        var workspace = Request.RouteValues[Navigation.Workspace] as string;
        var found = workspace is null ? null : await FindMembershipAsync(person.Id, workspace);
        var membership = found?.Membership;
        var signedIn = new SignedIn(person.Id, person.Name, person.IsAdministrator, session.Id, workspace, membership?.Role);
        var scopes = found is null ? FrozenSet<string>.Empty : found.Value.Workspace.Limit(Roles.ScopesOf(found.Value.Membership.Role));
        Context.Features.Set(signedIn);
        Context.Features.Set(new Caller(
            membership?.WorkspaceId ?? Guid.Empty, signedIn.Actor, $"session:{session.Id}", scopes, Context.Connection.RemoteIpAddress?.ToString(), Context.TraceIdentifier, person.Id));

        // The antiforgery tokens of forms are bound to this id: they are worth nothing in another session.
        Claim[] claims = [new(ClaimTypes.NameIdentifier, session.Id.ToString()), new(ClaimsIdentity.DefaultNameClaimType, signedIn.Actor)];
        var identity = new ClaimsIdentity([.. claims, .. scopes.Select(static scope => new Claim(Caller.ScopeClaim, scope))], SchemeName);
        if (person.IsAdministrator)
        {
            identity.AddClaim(new Claim(Caller.AdministratorClaim, "true"));
        }

        if (membership is not null)
        {
            identity.AddClaim(new Claim(WorkspaceClaim, membership.WorkspaceId.ToString()));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Only a GET can be repeated after the sign-in.
        var wanted = HttpMethods.IsGet(Request.Method) && !IsFragment ? $"{Request.PathBase}{Request.Path}{Request.QueryString}" : "/";
        var signIn = $"/sign-in?return={Uri.EscapeDataString(wanted)}";
        if (IsFragment)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = signIn;
        }
        else
        {
            Response.Redirect(signIn);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => (SignedIn.Of(Context) switch
    {
        { Workspace: not null, Role: null } => Problem.OfStatus(StatusCodes.Status404NotFound),
        { Role: { } role } => Problem.Forbidden($"Your role {Roles.NameOf(role)} does not allow this, or the workspace is archived. Ask an admin of the workspace."),
        _ => Problem.Forbidden("Only an administrator of this Hub may do this."),
    }).ExecuteAsync(Context);

    // A part of a page that htmx asks for.
    private bool IsFragment => Request.Headers.ContainsKey("HX-Request");

    private async Task<(Membership Membership, Workspace Workspace)?> FindMembershipAsync(Guid person, string name)
    {
        await using var store = await stores.CreateDbContextAsync(Context.RequestAborted);
        var found = await store.Workspaces.AsNoTracking().Where(workspace => workspace.Name == name)
            .Join(
                store.Memberships.AsNoTracking().Where(membership => membership.PersonId == person),
                static workspace => workspace.Id,
                static membership => membership.WorkspaceId,
                static (workspace, membership) => new { membership, workspace })
            .SingleOrDefaultAsync(Context.RequestAborted);
        return found is null ? null : (found.membership, found.workspace);
    }
}
