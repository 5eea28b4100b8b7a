using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary><c>/api/v1/share</c>: what is in a shared session, and claiming it.</summary>
internal static class SessionEndpoints
{
    private const int MaxItems = 500;

    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/share", ReadAsync).RequireScope(Scopes.RegistryRead).WithTags("registry")
            .WithName("ReadShare").WithSummary($"Reads the shared session of the header {SharedSessions.Header}.").Produces<SharedSessionView>();
        api.MapPost("/share/claim", ClaimAsync).RequireScope(Scopes.RegistryWrite).WithTags("registry")
            .WithName("ClaimShare").WithSummary("Moves what is in a shared session to the workspace of the credential, where it does not expire. Answers with the project.").Produces<ProjectView>();
    }

    /// <summary>Creates a robot that has no level.</summary>
    public static async Task<IResult> CreateRobotAsync(JsonBody body, Caller caller, HttpContext context)
    {
        var services = context.RequestServices;
        var (result, token) = await services.GetRequiredService<RegistrySessions>().CreateRobotAsync(caller, body.Members, context.RequestAborted);
        if (result.Item is not { } item)
        {
            return result.Problem!;
        }

        context.Response.Headers.Location = item.Kind.PathOf(item.Id);
        if (token is null)
        {
            return RegistryReading.Show(item, StatusCodes.Status201Created, context);
        }

        context.Response.Headers.ETag = item.Tag;
        context.Response.Headers[SharedSessions.Header] = token;
        var document = RegistryDocument.Read(item.Document);
        document["share_token"] = token;
        document["share_url"] = services.GetRequiredService<HubOptions>().LinkTo(context.Request, $"/share/{token}");
        return Results.Json(new RawJson(document.ToJsonString(RegistryJson.Readable)), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(Caller caller, HubStore store, HttpContext context) =>
        await store.SharedSessions.AsNoTracking().SingleOrDefaultAsync(session => session.WorkspaceId == caller.WorkspaceId, context.RequestAborted) is { } session
            ? await ShowAsync(store, session, context)
            : new Problem(StatusCodes.Status404NotFound, $"Your credential belongs to no shared session. Send the token of one in the header {SharedSessions.Header}.");

    private static async Task<IResult> ClaimAsync(ShareClaim body, Caller caller, SessionClaims claims, HttpContext context) =>
        RegistryReading.Answer(await claims.ClaimAsync(caller, body.ShareToken, context.RequestAborted), context);

    /// <summary>Answers with what is in a session, as JSON.</summary>
    public static async Task<IResult> ShowAsync(HubStore store, SharedSession session, HttpContext context)
    {
        var items = await store.RegistryItems.AsNoTracking().Where(item => item.WorkspaceId == session.WorkspaceId).OrderBy(static item => item.Id).Take(MaxItems).ToListAsync(context.RequestAborted);
        var shown = new JsonObject { ["expires_at"] = session.ExpiresAt.UtcDateTime };
        foreach (var kind in RegistryKind.All)
        {
            shown[kind.Plural.Replace('-', '_')] = new JsonArray([.. items.Where(item => item.Kind == kind).Select(static item => RegistryDocument.Read(item.Document))]);
        }

        return Results.Json(new RawJson(shown.ToJsonString(RegistryJson.Readable)));
    }
}
