using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/</c> and <c>/account</c>: the start, and the own account of who is signed in.</summary>
internal static class AccountPages
{
    public static void MapAccountPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", StartAsync).RequireCredential();
        pages.MapGet("/account", ShowAsync).RequireCredential();
        pages.MapPost("/account/password", ChangePasswordAsync).RequireCredential();
    }

    // Who has one workspace need not choose.
    private static async Task<IResult> StartAsync(SignedIn signedIn, HubStore store, HttpContext context)
    {
        var names = await store.NamesOf(signedIn.PersonId).Take(2).ToListAsync(context.RequestAborted);
        return new SeeOther(names is [var only] ? $"/w/{only}" : "/workspaces");
    }

    private static Task<IResult> ShowAsync(SignedIn signedIn, HubStore store, HttpContext context) => PageAsync(signedIn, store, context, problem: null);

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm(Name = "current")] string? current, [FromForm(Name = "password")] string? password, SignedIn signedIn, PasswordChanges passwords, SignInLimits limits, HubStore store, HttpContext context)
    {
        var problem = limits.Check(context, signedIn.Name) ?? (await passwords.ChangeAsync(context, signedIn, current ?? "", password ?? "")).Problem;
        return problem is null
            ? new SeeOther("/account", new FlashMessage("The password was changed. Other browsers were signed out."))
            : await PageAsync(signedIn, store, context, problem);
    }

    private static async Task<IResult> PageAsync(SignedIn signedIn, HubStore store, HttpContext context, Problem? problem)
    {
        var person = await store.People.AsNoTracking().SingleAsync(person => person.Id == signedIn.PersonId, context.RequestAborted);
        return new HtmlPage<AccountPage>(
            new()
            {
                [nameof(AccountPage.Name)] = person.Name,
                [nameof(AccountPage.Email)] = person.Email,
                [nameof(AccountPage.HasPassword)] = person.PasswordHash is not null,
                [nameof(AccountPage.HasSecondFactor)] = person.TwoFactorEnabled,
                [nameof(AccountPage.PasskeyCount)] = await store.Passkeys.CountAsync(passkey => passkey.UserId == person.Id, context.RequestAborted),
                [nameof(AccountPage.Problem)] = problem?.Detail,
            },
            problem?.Status ?? StatusCodes.Status200OK);
    }
}
