using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/setup/{token}</c> and <c>/reset/{token}</c>: where one-time links lead. Opening one never uses it up; its form does.</summary>
internal static class LinkPages
{
    private const string Why = "The 256 random bits of the link are the credential.";
    private const string Gone = "This link does not work any more: it was used, it is expired, or a newer one replaced it. Ask an administrator for another; a Hub without people prints one at each start.";

    public static void MapLinkPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/setup/{token}", ShowSetupAsync).AllowAnyone(Why);
        pages.MapPost("/setup/{token}", SetUpAsync).AllowAnyone(Why);
        pages.MapGet("/reset/{token}", ShowResetAsync).AllowAnyone(Why);
        pages.MapPost("/reset/{token}", ResetAsync).AllowAnyone(Why);
    }

    private static async Task<IResult> ShowSetupAsync(string token, FirstAccount first) =>
        await first.IsOpenAsync(token) ? SetupForm(token, null, null, null) : new Problem(StatusCodes.Status404NotFound, Gone);

    private static async Task<IResult> SetUpAsync(
        string token, [FromForm(Name = "name")] string? name, [FromForm(Name = "email")] string? email, [FromForm(Name = "password")] string? password, FirstAccount first, HubOptions options, HttpContext context)
    {
        var result = await first.CreateAsync(context, token, name?.Trim() ?? "", string.IsNullOrWhiteSpace(email) ? null : email.Trim(), password ?? "");
        return result.Problem switch
        {
            null => SignInPages.Next(options.SignIn.RequireSecondFactor ? SessionState.Enrolment : SessionState.Complete, "/"),
            { Status: StatusCodes.Status422UnprocessableEntity } invalid => SetupForm(token, name, email, invalid),
            var refused => refused,
        };
    }

    private static async Task<IResult> ShowResetAsync(string token, PasswordChanges passwords) =>
        await passwords.FindAsync(token) is { } person ? ResetForm(token, person.Name, null) : new Problem(StatusCodes.Status404NotFound, Gone);

    private static async Task<IResult> ResetAsync(string token, [FromForm(Name = "password")] string? password, PasswordChanges passwords, HttpContext context)
    {
        var result = await passwords.SetAsync(context, token, password ?? "");
        return result.Problem switch
        {
            null => new SeeOther("/sign-in", new FlashMessage("The password is set. Sign in with it.")),
            { Status: StatusCodes.Status422UnprocessableEntity } invalid => ResetForm(token, (await passwords.FindAsync(token))?.Name ?? "", invalid),
            var refused => refused,
        };
    }

    private static HtmlPage<SetupPage> SetupForm(string token, string? name, string? email, Problem? problem) => new(
        new() { [nameof(SetupPage.Token)] = token, [nameof(SetupPage.Name)] = name, [nameof(SetupPage.Email)] = email, [nameof(SetupPage.Problem)] = problem?.Detail },
        problem?.Status ?? StatusCodes.Status200OK);

    private static HtmlPage<ResetPage> ResetForm(string token, string name, Problem? problem) => new(
        new() { [nameof(ResetPage.Token)] = token, [nameof(ResetPage.Name)] = name, [nameof(ResetPage.Problem)] = problem?.Detail },
        problem?.Status ?? StatusCodes.Status200OK);
}
