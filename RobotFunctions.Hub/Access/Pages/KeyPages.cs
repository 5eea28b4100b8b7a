using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access.Pages;

/// <summary><c>/w/{workspace}/keys</c>: the API keys of the workspace.</summary>
internal static class KeyPages
{
    private const string Path = "keys";

    public static void MapKeyPages(this IEndpointRouteBuilder pages)
    {
        var keys = pages.MapGroup(Path).RequireScope(Scopes.KeysWrite);
        keys.MapGet("", ListAsync).WithNavigation("API keys", order: 80);
        keys.MapGet("/new", static IResult () => Form(KeyForm.New));
        keys.MapPost("", CreateAsync);
        keys.MapPost("/{id:guid}/revoke", RevokeAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (keys, problem) = await KeyEndpoints.ReadPageAsync(page, caller, store, context);
        return problem ?? (IResult)new HtmlPage<KeyListPage>(new() { [nameof(KeyListPage.Keys)] = keys });
    }

    private static async Task<IResult> CreateAsync(IFormCollection sent, Caller caller, ApiKeys keys, TimeProvider time, HttpContext context)
    {
        var form = KeyForm.Read(sent);
        var request = form.ToRequest(time.GetUtcNow());
        if (request.Problem(time.GetUtcNow()) is { } problem)
        {
            return Form(form, problem);
        }

        if (request.Scopes.FirstOrDefault(scope => !caller.Scopes.Contains(scope)) is { } missing)
        {
            return Problem.Forbidden($"You cannot give what you do not have, and you lack the scope {missing}.");
        }

        var (key, secret) = await keys.CreateAsync(caller, request.Name, request.Scopes, request.ExpiresAt, context.RequestAborted);
        return new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage($"The API key {key.Name} was created:", secret));
    }

    private static async Task<IResult> RevokeAsync(Guid id, Caller caller, ApiKeys keys, HttpContext context) => await keys.RevokeAsync(caller, id, context.RequestAborted)
        ? new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage("The API key was revoked. Requests with it are refused from now on."))
        : Problem.NotFound("API key");

    private static HtmlPage<NewKeyPage> Form(KeyForm form, FieldProblem? problem = null) => new(
        new() { [nameof(NewKeyPage.Form)] = form, [nameof(NewKeyPage.Problem)] = problem },
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
