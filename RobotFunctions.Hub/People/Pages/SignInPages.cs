using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/sign-in</c> and <c>/sign-out</c>.</summary>
internal static class SignInPages
{
    private const string Why = "Who signs in is not signed in yet.";

    public static void MapSignInPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", Show).AllowAnyone(Why);
        pages.MapPost("/sign-in", SignInAsync).AllowAnyone(Why);
        pages.MapGet("/sign-in/oidc", GoToProvider).AllowAnyone(Why);
        pages.MapGet("/sign-in/code", ShowCodeAsync).AllowAnyone(Why);
        pages.MapPost("/sign-in/code", EnterCodeAsync).AllowAnyone(Why);
        pages.MapPost("/sign-out", SignOutAsync).RequireCredential();
    }

    /// <summary>Where a step of the sign-in leads.</summary>
    public static SeeOther Next(SessionState? state, string? wanted) => new(state switch
    {
        SessionState.SecondFactor => $"/sign-in/code?return={Uri.EscapeDataString(LocalPath.Of(wanted))}",
        SessionState.Enrolment => $"/sign-in/second-factor?return={Uri.EscapeDataString(LocalPath.Of(wanted))}",
        _ => LocalPath.Of(wanted),
    });

    private static IResult Show([FromQuery(Name = "return")] string? wanted, HubOptions options, HttpContext context) =>
        SignedIn.Of(context) is not null ? new SeeOther(LocalPath.Of(wanted)) : Form(options, wanted, null, null);

    private static IResult GoToProvider([FromQuery(Name = "return")] string? wanted, HubOptions options) => options.SignIn.Oidc.Authority is null
        ? Problem.OfStatus(StatusCodes.Status404NotFound)
        : Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Of(wanted) }, [OidcServices.SchemeName]);

    private static async Task<IResult> SignInAsync(
        [FromForm(Name = "name")] string? name, [FromForm(Name = "password")] string? password, [FromForm(Name = "return")] string? wanted, SignIns signIns, SignInLimits limits, HubOptions options, HttpContext context)
    {
        if (!options.SignIn.LocalAccounts)
        {
            return Problem.OfStatus(StatusCodes.Status404NotFound);
        }

        var problem = limits.Check(context, name);
        var result = problem is null ? await signIns.WithPasswordAsync(context, name, password) : new SignInResult(null, problem);
        return result.Problem is { } refused ? Form(options, wanted, name, refused) : Next(result.State, wanted);
    }

    private static async Task<IResult> ShowCodeAsync([FromQuery(Name = "return")] string? wanted, Sessions sessions, HttpContext context) =>
        await sessions.FindAsync(context, SessionState.SecondFactor) is null ? new SeeOther("/sign-in") : CodeForm(wanted, null);

    private static async Task<IResult> EnterCodeAsync(
        [FromForm(Name = "code")] string? code, [FromForm(Name = "return")] string? wanted, SignIns signIns, Sessions sessions, SignInLimits limits, HttpContext context)
    {
        if (await sessions.FindAsync(context, SessionState.SecondFactor) is not var (_, person))
        {
            return new SeeOther("/sign-in");
        }

        var problem = limits.Check(context, person.Name);
        var result = problem is null ? await signIns.WithCodeAsync(context, code) : new SignInResult(null, problem);
        return result.Problem is { } refused ? CodeForm(wanted, refused) : Next(result.State, wanted);
    }

    private static async Task<IResult> SignOutAsync(SignIns signIns, SignedIn signedIn, HttpContext context)
    {
        await signIns.SignOutAsync(context, signedIn);
        return new SeeOther("/sign-in");
    }

    private static HtmlPage<SignInPage> Form(HubOptions options, string? wanted, string? name, Problem? problem) => new(
        new()
        {
            [nameof(SignInPage.Return)] = LocalPath.Of(wanted),
            [nameof(SignInPage.Name)] = name,
            [nameof(SignInPage.Problem)] = problem?.Detail,
            [nameof(SignInPage.HasPasswords)] = options.SignIn.LocalAccounts,
            [nameof(SignInPage.Provider)] = options.SignIn.Oidc.Authority is null ? null : options.SignIn.Oidc.ButtonText,
        },
        problem?.Status ?? StatusCodes.Status200OK);

    private static HtmlPage<CodePage> CodeForm(string? wanted, Problem? problem) => new(
        new() { [nameof(CodePage.Return)] = LocalPath.Of(wanted), [nameof(CodePage.Problem)] = problem?.Detail },
        problem?.Status ?? StatusCodes.Status200OK);
}
