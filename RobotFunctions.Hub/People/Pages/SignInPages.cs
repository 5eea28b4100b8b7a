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
        pages.MapGet("/signed-out", static IResult () => new HtmlPage<SignedOutPage>([])).AllowAnyone("Who signed out is not signed in any more.");
        pages.MapGet("/signed-out/provider", SignOutAtProviderAsync).AllowAnyone("It leads to the provider, which asks.");
    }

    /// <summary>Where a step of the sign-in leads.</summary>
    public static SeeOther Next(SessionState? state, string? wanted) => new(state switch
    {
        SessionState.SecondFactor => $"/sign-in/code?return={Uri.EscapeDataString(LocalPath.Of(wanted))}",
        SessionState.Enrolment => $"/sign-in/second-factor?return={Uri.EscapeDataString(LocalPath.Of(wanted))}",
        _ => LocalPath.Of(wanted),
    });

    private static IResult Show([FromQuery(Name = "return")] string? wanted, HubOptions options, PasskeySignIn passkeys, HttpContext context) =>
        SignedIn.Of(context) is not null ? new SeeOther(LocalPath.Of(wanted)) : Form(options, passkeys, context, wanted, null, null);

    private static IResult GoToProvider([FromQuery(Name = "return")] string? wanted, HubOptions options) => options.SignIn.Oidc.Authority is null
        ? Problem.OfStatus(StatusCodes.Status404NotFound)
        : Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.Of(wanted) }, [OidcServices.SchemeName]);

    private static async Task<IResult> SignInAsync(
        [FromForm(Name = "name")] string? name, [FromForm(Name = "password")] string? password, [FromForm(Name = "return")] string? wanted, SignIns signIns, PasskeySignIn passkeys, SignInLimits limits, HubOptions options, HttpContext context)
    {
        if (!options.SignIn.LocalAccounts)
        {
            return Problem.OfStatus(StatusCodes.Status404NotFound);
        }

        var problem = limits.Check(context, name);
        var result = problem is null ? await signIns.WithPasswordAsync(context, name, password) : new SignInResult(null, problem);
        return result.Problem is { } refused ? Form(options, passkeys, context, wanted, name, refused) : Next(result.State, wanted);
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

    private static async Task<IResult> SignOutAsync(SignIns signIns, SignedIn signedIn, HttpContext context) =>
        new SeeOther(await signIns.SignOutAsync(context, signedIn) ? "/signed-out" : "/sign-in");

    // A link and not the form of the sign-out, because the policy of pages lets no form lead to another host.
    private static async Task<IResult> SignOutAtProviderAsync(OidcSignOut provider, HttpContext context) => await provider.FindAsync(context.RequestAborted) is { } address
        ? Results.Redirect(address)
        : new Problem(StatusCodes.Status404NotFound, "The provider has no page to sign out at, or there is no provider. Sign out on the provider's own pages.");

    /// <summary>The page, again if a way to sign in was refused.</summary>
    public static HtmlPage<SignInPage> Form(HubOptions options, PasskeySignIn passkeys, HttpContext context, string? wanted, string? name, Problem? problem) => new(
        new()
        {
            [nameof(SignInPage.Return)] = LocalPath.Of(wanted),
            [nameof(SignInPage.Name)] = name,
            [nameof(SignInPage.Problem)] = problem?.Detail,
            [nameof(SignInPage.HasPasswords)] = options.SignIn.LocalAccounts,
            [nameof(SignInPage.HasPasskeys)] = passkeys.IsOffered(context),
            [nameof(SignInPage.Provider)] = options.SignIn.Oidc.Authority is null ? null : options.SignIn.Oidc.ButtonText,
        },
        problem?.Status ?? StatusCodes.Status200OK);

    private static HtmlPage<CodePage> CodeForm(string? wanted, Problem? problem) => new(
        new() { [nameof(CodePage.Return)] = LocalPath.Of(wanted), [nameof(CodePage.Problem)] = problem?.Detail },
        problem?.Status ?? StatusCodes.Status200OK);
}
