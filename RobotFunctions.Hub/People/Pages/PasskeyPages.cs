using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/account/passkeys</c>, and <c>/sign-in/passkey</c>. A script of the page gets the options, asks the browser, and sends the form with its answer.</summary>
internal static class PasskeyPages
{
    private const string Path = "/account/passkeys";
    private const string Why = "Who signs in is not signed in yet.";

    public static void MapPasskeyPages(this IEndpointRouteBuilder pages)
    {
        pages.MapPost("/sign-in/passkey/options", PrepareSignInAsync).AllowAnyone(Why);
        pages.MapPost("/sign-in/passkey", SignInAsync).AllowAnyone(Why);
        var own = pages.MapGroup(Path).RequireCredential();
        own.MapGet("", ShowAsync);
        own.MapPost("/options", PrepareAsync);
        own.MapPost("", AddAsync);
        own.MapPost("/{id:guid}/rename", RenameAsync);
        own.MapPost("/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> PrepareSignInAsync(PasskeySignIn signIn, SignInLimits limits, HttpContext context) =>
        limits.CheckAddress(context) ?? (signIn.IsOffered(context) ? Json(await signIn.PrepareAsync(context)) : Problem.OfStatus(StatusCodes.Status404NotFound));

    private static async Task<IResult> SignInAsync(
        [FromForm(Name = "credential")] string? credential, [FromForm(Name = "return")] string? wanted, PasskeySignIn signIn, SignInLimits limits, HubOptions options, HttpContext context)
    {
        if (!signIn.IsOffered(context))
        {
            return Problem.OfStatus(StatusCodes.Status404NotFound);
        }

        var problem = limits.CheckAddress(context);
        var result = problem is null ? await signIn.CompleteAsync(context, credential ?? "") : new SignInResult(null, problem);
        return result.Problem is { } refused ? SignInPages.Form(options, signIn, context, wanted, null, refused) : SignInPages.Next(result.State, wanted);
    }

    private static Task<IResult> ShowAsync(SignedIn signedIn, Passkeys passkeys, PasskeySignIn signIn, HubStore store, HttpContext context) => PageAsync(signedIn, passkeys, signIn, store, context, null);

    private static async Task<IResult> PrepareAsync(
        [FromForm(Name = "password")] string? password, SignedIn signedIn, Passkeys passkeys, PasskeySignIn signIn, SignInLimits limits, HttpContext context)
    {
        if (!signIn.IsOffered(context))
        {
            return Problem.Conflict("Passkeys need an address with a name: browsers take none for an IP address.");
        }

        if (limits.Check(context, signedIn.Name) is { } limited)
        {
            return limited;
        }

        var (options, problem) = await passkeys.PrepareAsync(context, signedIn, password ?? "");
        return problem ?? Json(options!);
    }

    private static async Task<IResult> AddAsync(
        [FromForm(Name = "name")] string? name, [FromForm(Name = "credential")] string? credential, SignedIn signedIn, Passkeys passkeys, PasskeySignIn signIn, HubStore store, HttpContext context) =>
        await passkeys.AddAsync(context, signedIn, name?.Trim() ?? "", credential ?? "") is { } problem
            ? await PageAsync(signedIn, passkeys, signIn, store, context, problem)
            : new SeeOther(Path, new FlashMessage("The passkey was added. You can sign in with it from now on."));

    private static async Task<IResult> RenameAsync(Guid id, [FromForm(Name = "name")] string? name, SignedIn signedIn, Passkeys passkeys) =>
        Answer(await passkeys.RenameAsync(signedIn, id, name?.Trim() ?? ""), "The passkey was renamed.");

    private static async Task<IResult> RemoveAsync(Guid id, SignedIn signedIn, Passkeys passkeys, HttpContext context) =>
        Answer(await passkeys.RemoveAsync(context, signedIn, id), "The passkey was removed. Other browsers were signed out.");

    private static SeeOther Answer(Problem? problem, string done) => new(Path, problem is null ? new FlashMessage(done) : new FlashMessage(problem.Detail, Refused: true));

    private static IResult Json(string options) => Results.Text(options, "application/json");

    private static async Task<IResult> PageAsync(SignedIn signedIn, Passkeys passkeys, PasskeySignIn signIn, HubStore store, HttpContext context, Problem? problem) => new HtmlPage<PasskeyPage>(
        new()
        {
            [nameof(PasskeyPage.Passkeys)] = await passkeys.ListAsync(signedIn.PersonId, context.RequestAborted),
            [nameof(PasskeyPage.IsOffered)] = signIn.IsOffered(context) && await store.People.AnyAsync(person => person.Id == signedIn.PersonId && person.PasswordHash != null, context.RequestAborted),
            [nameof(PasskeyPage.Problem)] = problem?.Detail,
        },
        problem?.Status ?? StatusCodes.Status200OK);
}
