using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/account/second-factor</c>, and <c>/sign-in/second-factor</c> for those who must set one up before they are signed in.</summary>
internal static class SecondFactorPages
{
    private const string Why = "It takes the session of a sign-in whose password was right, and no other.";

    public static void MapSecondFactorPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account/second-factor", ShowAsync).RequireCredential();
        pages.MapPost("/account/second-factor", EnableAsync).RequireCredential();
        pages.MapPost("/account/second-factor/remove", RemoveAsync).RequireCredential();
        pages.MapGet("/sign-in/second-factor", ShowAsync).AllowAnyone(Why);
        pages.MapPost("/sign-in/second-factor", EnableAsync).AllowAnyone(Why);
    }

    private static async Task<IResult> ShowAsync([FromQuery(Name = "return")] string? wanted, SecondFactors factors, HttpContext context) =>
        await factors.FindAsync(context) is { } person ? await PageAsync(factors, person, context, wanted, null) : new SeeOther("/sign-in");

    private static async Task<IResult> EnableAsync(
        [FromForm(Name = "code")] string? code, [FromForm(Name = "return")] string? wanted, SecondFactors factors, SignInLimits limits, HttpContext context)
    {
        if (await factors.FindAsync(context) is not { } person)
        {
            return new SeeOther("/sign-in");
        }

        var problem = limits.Check(context, person.Name);
        IReadOnlyList<string>? codes = null;
        if (problem is null)
        {
            (codes, problem) = await factors.EnableAsync(context, person.Id, code);
        }

        return codes is null
            ? await PageAsync(factors, person, context, wanted, problem)
            : new HtmlPage<RecoveryCodesPage>(new() { [nameof(RecoveryCodesPage.Codes)] = codes, [nameof(RecoveryCodesPage.Next)] = LocalPath.Of(wanted) });
    }

    private static async Task<IResult> RemoveAsync([FromForm(Name = "password")] string? password, SignedIn signedIn, SecondFactors factors, SignInLimits limits, HttpContext context)
    {
        var problem = limits.Check(context, signedIn.Name) ?? await factors.DisableAsync(context, signedIn.PersonId, password ?? "");
        return problem is null
            ? new SeeOther("/account", new FlashMessage("The authenticator app is not asked for any more. Other browsers were signed out."))
            : await factors.FindAsync(context) is { } person ? await PageAsync(factors, person, context, null, problem) : new SeeOther("/sign-in");
    }

    private static async Task<IResult> PageAsync(SecondFactors factors, Person person, HttpContext context, string? wanted, Problem? problem)
    {
        var key = person.TwoFactorEnabled || person.PasswordHash is null ? null : await factors.PrepareAsync(person.Id);
        return new HtmlPage<SecondFactorPage>(
            new()
            {
                [nameof(SecondFactorPage.Action)] = context.Request.Path.StartsWithSegments("/sign-in") ? "/sign-in/second-factor" : "/account/second-factor",
                [nameof(SecondFactorPage.Key)] = key,
                [nameof(SecondFactorPage.Uri)] = key is null ? null : SecondFactor.Uri(person, key),
                [nameof(SecondFactorPage.HasPassword)] = person.PasswordHash is not null,
                [nameof(SecondFactorPage.Return)] = LocalPath.Of(wanted ?? (context.Request.Path.StartsWithSegments("/sign-in") ? "/" : "/account")),
                [nameof(SecondFactorPage.Problem)] = problem?.Detail,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
