using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/people</c>: the people of the instance, for its administrators.</summary>
internal static class PersonPages
{
    public const string Path = "/people";

    public static void MapPersonPages(this IEndpointRouteBuilder pages)
    {
        var people = pages.MapGroup(Path).RequireAdministrator();
        people.MapGet("", ListAsync);
        people.MapGet("/new", static (HubStore store, HttpContext context) => FormAsync(store, context, PersonForm.Empty, null));
        people.MapPost("", AddAsync);
        people.MapGet("/{id:guid}", ShowAsync);
        people.MapPersonActions();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] PersonFilter filter, Caller caller, PersonList people, HttpContext context)
    {
        var (items, problem) = await people.ReadPageAsync(page, filter, caller, context);
        return problem ?? (IResult)new HtmlPage<PersonListPage>(new() { [nameof(PersonListPage.People)] = items, [nameof(PersonListPage.Filter)] = filter });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, PersonList people, HttpContext context) =>
        await people.FindAsync(id, context.RequestAborted) is { } person
            ? new HtmlPage<PersonPage>(new() { [nameof(PersonPage.Person)] = person, [nameof(PersonPage.IsSelf)] = caller.PersonId == id })
            : new Problem(StatusCodes.Status404NotFound, PersonList.NoSuchPerson);

    private static async Task<IResult> AddAsync(IFormCollection sent, Caller caller, PersonDirectory people, HubOptions options, HubStore store, HttpContext context)
    {
        var form = PersonForm.Read(sent);
        if (form.ToInput() is not { } input)
        {
            return await FormAsync(store, context, form, Problem.Invalid("Choose a role, or no membership."));
        }

        var result = await people.AddAsync(caller, input, form.Workspace);
        if (result.Problem is { } problem)
        {
            return await FormAsync(store, context, form, problem);
        }

        var flash = result.Token is { } token
            ? new FlashMessage($"{result.Person!.Name} was added. Send them this link, with which they choose a password. It works once.", options.LinkTo(context.Request, $"/reset/{token}"))
            : new FlashMessage($"{result.Person!.Name} had an account already, and is a member of the workspace now.");
        return new SeeOther($"{Path}/{result.Person.Id}", flash);
    }

    private static async Task<IResult> FormAsync(HubStore store, HttpContext context, PersonForm form, Problem? problem) => new HtmlPage<NewPersonPage>(
        new()
        {
            [nameof(NewPersonPage.Form)] = form,
            [nameof(NewPersonPage.Workspaces)] = await store.Workspaces.Where(static workspace => workspace.ArchivedAt == null)
                .OrderBy(static workspace => workspace.Name).Select(static workspace => workspace.Name).ToListAsync(context.RequestAborted),
            [nameof(NewPersonPage.Problem)] = problem?.Detail,
        },
        problem?.Status ?? StatusCodes.Status200OK);
}
