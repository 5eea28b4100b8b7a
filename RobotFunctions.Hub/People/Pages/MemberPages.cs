using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People.Pages;

/// <summary><c>/w/{workspace}/members</c>: who is a member of the workspace.</summary>
internal static class MemberPages
{
    private const string Path = "members";

    public static void MapMemberPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("", StartAsync).RequireCredential();
        pages.MapGet(Path, ListAsync).RequireScope(Scopes.MembersRead).WithNavigation("Members", order: 70);
        var write = pages.MapGroup(Path).RequireScope(Scopes.MembersWrite);
        write.MapGet("/new", static IResult () => Form(null, null, null, null));
        write.MapPost("", AddAsync);
        write.MapPost("/{id:guid}/role", ChangeAsync);
        write.MapPost("/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> StartAsync(Navigation navigation, HttpContext context) => new SeeOther((await navigation.LinksOfAsync(context, withNotices: false))[0].Href);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (members, problem) = await MemberEndpoints.ReadPageAsync(page, caller, store, context);
        return problem ?? (IResult)new HtmlPage<MemberListPage>(new() { [nameof(MemberListPage.Members)] = members });
    }

    private static async Task<IResult> AddAsync(
        [FromForm(Name = "name")] string? name, [FromForm(Name = "email")] string? email, [FromForm(Name = "role")] string? role, Caller caller, PersonDirectory people, HubOptions options, HttpContext context)
    {
        if (Roles.Parse(role) is not { } given)
        {
            return Form(name, email, role, Problem.Invalid("Choose a role."));
        }

        var result = await people.AddAsync(caller, new NewPerson(name?.Trim() ?? "", string.IsNullOrWhiteSpace(email) ? null : email.Trim(), given));
        if (result.Problem is { } problem)
        {
            return Form(name, email, role, problem);
        }

        var flash = result.Token is { } token
            ? new FlashMessage($"{result.Person!.Name} was added. Send them this link, with which they choose a password. It works once.", options.LinkTo(context.Request, $"/reset/{token}"))
            : new FlashMessage($"{result.Person!.Name} was added, and signs in with the account that they have.");
        return new SeeOther(WorkspacePath.Of(context, Path), flash);
    }

    private static async Task<IResult> ChangeAsync(Guid id, [FromForm(Name = "role")] string? role, Caller caller, Members members, HttpContext context)
    {
        if (Roles.Parse(role) is not { } given)
        {
            return Problem.Invalid("Choose a role.");
        }

        var result = await members.ChangeAsync(caller, id, given);
        return result.Problem ?? (IResult)new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage($"{result.Person!.Name} has the role {Roles.NameOf(given)} now."));
    }

    private static async Task<IResult> RemoveAsync(Guid id, Caller caller, Members members, HttpContext context)
    {
        var result = await members.RemoveAsync(caller, id);
        return result.Problem ?? (IResult)new SeeOther(
            result.Person!.Id == caller.PersonId ? "/workspaces" : WorkspacePath.Of(context, Path), new FlashMessage($"{result.Person.Name} is no member of the workspace any more."));
    }

    private static HtmlPage<NewMemberPage> Form(string? name, string? email, string? role, Problem? problem) => new(
        new() { [nameof(NewMemberPage.Name)] = name, [nameof(NewMemberPage.Email)] = email, [nameof(NewMemberPage.Role)] = role, [nameof(NewMemberPage.Problem)] = problem?.Detail },
        problem?.Status ?? StatusCodes.Status200OK);
}
