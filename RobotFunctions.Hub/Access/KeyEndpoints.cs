using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary><c>/api/v1/keys</c>: the API keys of the caller's workspace.</summary>
internal static class KeyEndpoints
{
    private const string Path = "/keys";
    private const string Kind = "API key";

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup(Path).RequireScope(Scopes.KeysWrite).WithTags("keys");
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("Lists the API keys, newest first.").Produces<Page<KeyView>>();
        keys.MapPost("", CreateAsync).WithName("CreateKey").WithSummary("Creates an API key. The answer is the only time that it is shown.").Produces<CreatedKeyView>(StatusCodes.Status201Created);
        keys.MapGet("/{id:guid}", ReadAsync).WithName("ReadKey").WithSummary("Reads an API key, without the key itself.").Produces<KeyView>();
        keys.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeKey").WithSummary("Revokes an API key for ever.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Reads a page of the keys, newest first.</summary>
    public static Task<(Page<KeyView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => store.ApiKeys.AsNoTracking()
            .Where(key => key.WorkspaceId == caller.WorkspaceId && (after == null || key.CreatedAt < after.Value.At || (key.CreatedAt == after.Value.At && key.Id < after.Value.Id)))
            .OrderByDescending(static key => key.CreatedAt).ThenByDescending(static key => key.Id).Take(count).ToListAsync(context.RequestAborted),
        static key => new Cursor(key.CreatedAt, key.Id),
        KeyView.Of);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, caller, store, context));

    private static async Task<IResult> CreateAsync(CreateKeyRequest body, Caller caller, ApiKeys keys, TimeProvider time, HttpContext context)
    {
        if (body.Problem(time.GetUtcNow()) is { } problem)
        {
            return Problem.Invalid(problem.Detail);
        }

        if (body.Scopes.FirstOrDefault(scope => !caller.Scopes.Contains(scope)) is { } missing)
        {
            return Problem.Forbidden($"A key cannot give what it does not have, and yours lacks the scope {missing}. Create the key with `robot hub key create`.");
        }

        var (key, secret) = await keys.CreateAsync(caller, body.Name, body.Scopes, body.ExpiresAt, context.RequestAborted);
        return Results.Created($"/api/v1{Path}/{key.Id}", new CreatedKeyView(key.Id, key.Name, secret, key.Scopes.Split(' '), key.ExpiresAt));
    }

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id && key.WorkspaceId == caller.WorkspaceId, context.RequestAborted) is { } key
            ? Results.Ok(KeyView.Of(key))
            : Problem.NotFound(Kind);

    private static async Task<IResult> RevokeAsync(Guid id, Caller caller, ApiKeys keys, HttpContext context) =>
        await keys.RevokeAsync(caller, id, context.RequestAborted) ? Results.NoContent() : Problem.NotFound(Kind);
}
