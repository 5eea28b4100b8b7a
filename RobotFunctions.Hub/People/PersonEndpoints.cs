using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary><c>/api/v1/people</c>: the people of the instance. Whoever may call it can become anybody: only the command line gives its scope to a key.</summary>
internal static class PersonEndpoints
{
    private const string Path = "/people";

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup(Path).RequireScope(Scopes.PeopleWrite).WithTags("people");
        people.MapGet("", ListAsync).WithName("ListPeople").WithSummary("Lists the people of all workspaces, newest first.").Produces<Page<PersonView>>();
        people.MapGet("/{id:guid}", ReadAsync).WithName("ReadPerson").WithSummary("Reads a person, with workspaces.").Produces<PersonView>();
        people.MapPost("", AddAsync).WithName("AddPerson").WithSummary("Adds a person. The link to set a password is shown this once.").Produces<LinkedPerson>(StatusCodes.Status201Created);
        people.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangePerson").WithSummary("Makes a person an administrator, or no longer one.").Produces<PersonView>();
        people.MapPost("/{id:guid}/reset", ResetAsync).WithName("ResetPerson").WithSummary("Takes the password away. The link to set another is shown this once.").Produces<LinkedPerson>();
        people.MapPost("/{id:guid}/disable", DisableAsync).WithName("DisablePerson").WithSummary("Keeps a person from signing in, and signs them out everywhere.").Produces<PersonView>();
        people.MapPost("/{id:guid}/enable", EnableAsync).WithName("EnablePerson").WithSummary("Lets a disabled person sign in again.").Produces<PersonView>();
        people.MapPost("/{id:guid}/unlock", UnlockAsync).WithName("UnlockPerson").WithSummary("Ends the lockout after wrong passwords.").Produces<PersonView>();
        people.MapPost("/{id:guid}/sign-out", SignOutAsync).WithName("SignPersonOut").WithSummary("Ends all sessions of a person.").Produces<PersonView>();
        people.MapDelete("/{id:guid}", RemoveAsync).WithName("RemovePerson").WithSummary("Removes a person from the instance.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] PersonFilter filter, Caller caller, PersonList people, HttpContext context) =>
        PageRequest.Answer(context, await people.ReadPageAsync(page, filter, caller, context));

    private static async Task<IResult> ReadAsync(Guid id, PersonList people, HttpContext context) =>
        await people.FindAsync(id, context.RequestAborted) is { } person ? Results.Ok(person) : new Problem(StatusCodes.Status404NotFound, PersonList.NoSuchPerson);

    private static async Task<IResult> AddAsync(PersonCreation body, Caller caller, PersonDirectory people, HubOptions options, HttpContext context)
    {
        var result = await people.AddAsync(caller, new NewPerson(body.Name, body.Email, body.Role, body.IsAdministrator), body.Workspace);
        return result.Person is { } person ? Results.Created($"/api/v1{Path}/{person.Id}", LinkOf(result, options, context)) : result.Problem!;
    }

    private static async Task<IResult> ResetAsync(Guid id, PersonReset? body, Caller caller, AccountAccess access, HubOptions options, HttpContext context)
    {
        var result = await access.ResetAsync(caller, id, body?.SecondFactor ?? false);
        return result.Problem ?? Results.Ok(LinkOf(result, options, context));
    }

    private static async Task<IResult> ChangeAsync(Guid id, PersonPatch body, Caller caller, PersonDirectory people, PersonList list, HttpContext context) =>
        await ShowAsync(await people.SetAdministratorAsync(caller, id, body.IsAdministrator), list, context);

    private static async Task<IResult> DisableAsync(Guid id, Caller caller, AccountAccess access, PersonList list, HttpContext context) =>
        await ShowAsync(await access.SetDisabledAsync(caller, id, disabled: true), list, context);

    private static async Task<IResult> EnableAsync(Guid id, Caller caller, AccountAccess access, PersonList list, HttpContext context) =>
        await ShowAsync(await access.SetDisabledAsync(caller, id, disabled: false), list, context);

    private static async Task<IResult> UnlockAsync(Guid id, Caller caller, AccountAccess access, PersonList list, HttpContext context) =>
        await ShowAsync(await access.UnlockAsync(caller, id), list, context);

    private static async Task<IResult> SignOutAsync(Guid id, Caller caller, AccountAccess access, PersonList list, HttpContext context) =>
        await ShowAsync(await access.SignOutAsync(caller, id), list, context);

    private static async Task<IResult> RemoveAsync(Guid id, Caller caller, PersonDirectory people) => (await people.RemoveAsync(caller, id)).Problem ?? Results.NoContent();

    private static async Task<IResult> ShowAsync(PersonResult result, PersonList list, HttpContext context) =>
        result.Problem ?? Results.Ok(await list.FindAsync(result.Person!.Id, context.RequestAborted));

    private static LinkedPerson LinkOf(PersonResult result, HubOptions options, HttpContext context) =>
        new(result.Person!.Id, result.Person.Name, result.Token is { } token ? options.LinkTo(context.Request, $"/reset/{token}") : null);
}
