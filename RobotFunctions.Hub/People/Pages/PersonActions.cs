using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.People.Pages;

/// <summary>The buttons of a person's page.</summary>
internal static class PersonActions
{
    public static void MapPersonActions(this IEndpointRouteBuilder people)
    {
        people.MapPost("/{id:guid}/reset", ResetAsync);
        people.MapPost("/{id:guid}/promote", PromoteAsync);
        people.MapPost("/{id:guid}/demote", DemoteAsync);
        people.MapPost("/{id:guid}/disable", DisableAsync);
        people.MapPost("/{id:guid}/enable", EnableAsync);
        people.MapPost("/{id:guid}/unlock", UnlockAsync);
        people.MapPost("/{id:guid}/sign-out", SignOutAsync);
        people.MapPost("/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> ResetAsync(Guid id, [FromForm(Name = "second-factor")] string? second, Caller caller, AccountAccess access, HubOptions options, HttpContext context)
    {
        var result = await access.ResetAsync(caller, id, second == "on");
        return Answer(result, id, person => new FlashMessage(
            $"{person.Name} has no password any more. Send them this link, with which they choose another. It works once.", options.LinkTo(context.Request, $"/reset/{result.Token}")));
    }

    private static async Task<IResult> PromoteAsync(Guid id, Caller caller, PersonDirectory people) =>
        Answer(await people.SetAdministratorAsync(caller, id, administrator: true), id, static person => new FlashMessage($"{person.Name} is an administrator now."));

    private static async Task<IResult> DemoteAsync(Guid id, Caller caller, PersonDirectory people) =>
        Answer(await people.SetAdministratorAsync(caller, id, administrator: false), id, static person => new FlashMessage($"{person.Name} is not an administrator any more."), caller, "/account");

    private static async Task<IResult> DisableAsync(Guid id, Caller caller, AccountAccess access) =>
        Answer(await access.SetDisabledAsync(caller, id, disabled: true), id, static person => new FlashMessage($"{person.Name} was signed out, and cannot sign in."), caller);

    private static async Task<IResult> EnableAsync(Guid id, Caller caller, AccountAccess access) =>
        Answer(await access.SetDisabledAsync(caller, id, disabled: false), id, static person => new FlashMessage($"{person.Name} can sign in again."));

    private static async Task<IResult> UnlockAsync(Guid id, Caller caller, AccountAccess access) =>
        Answer(await access.UnlockAsync(caller, id), id, static person => new FlashMessage($"{person.Name} is not locked any more."));

    private static async Task<IResult> SignOutAsync(Guid id, Caller caller, AccountAccess access) =>
        Answer(await access.SignOutAsync(caller, id), id, static person => new FlashMessage($"{person.Name} was signed out everywhere."), caller);

    private static async Task<IResult> RemoveAsync(Guid id, Caller caller, PersonDirectory people)
    {
        var result = await people.RemoveAsync(caller, id);
        return result.Person is { } removed
            ? new SeeOther(removed.Id == caller.PersonId ? "/sign-in" : PersonPages.Path, new FlashMessage($"{removed.Name} was removed from this Hub."))
            : Answer(result, id, done: null);
    }

    // Who changed themselves may not see the page any more.
    private static IResult Answer(PersonResult result, Guid id, Func<Person, FlashMessage>? done, Caller? caller = null, string ifSelf = "/sign-in") => result switch
    {
        { Problem: { Status: StatusCodes.Status404NotFound } missing } => missing,
        { Problem: { } problem } => new SeeOther($"{PersonPages.Path}/{id}", new FlashMessage(problem.Detail, Refused: true)),
        { Person: { } person } => new SeeOther(caller?.PersonId == id ? ifSelf : $"{PersonPages.Path}/{id}", done?.Invoke(person)),
        _ => throw new InvalidOperationException("A result has neither a person nor a problem."),
    };
}
