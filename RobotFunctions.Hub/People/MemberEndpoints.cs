using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary><c>/api/v1/members</c>: who is a member of the caller's workspace.</summary>
internal static class MemberEndpoints
{
    private const string Path = "/members";

    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.MembersRead).WithTags("members");
        read.MapGet("", ListAsync).WithName("ListMembers").WithSummary("Lists the members, newest first.").Produces<Page<MemberView>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadMember").WithSummary("Reads a member.").Produces<MemberView>();
        var write = api.MapGroup(Path).RequireScope(Scopes.MembersWrite).WithTags("members");
        write.MapPost("", AddAsync).WithName("AddMember").WithSummary("Adds a member. A new person gets a link to set a password, which is shown this once.").Produces<NewMemberView>(StatusCodes.Status201Created);
        write.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeMember").WithSummary("Changes the role.").Produces<MemberView>();
        write.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveMember").WithSummary("Removes a person from the workspace.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Reads a page of the members of the caller's workspace.</summary>
    public static Task<(Page<MemberView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        async (after, count) =>
        {
            var rows = await store.Memberships.AsNoTracking()
                .Where(member => member.WorkspaceId == caller.WorkspaceId
                    && (after == null || member.CreatedAt < after.Value.At || (member.CreatedAt == after.Value.At && member.PersonId < after.Value.Id)))
                .Join(store.People.AsNoTracking(), static member => member.PersonId, static person => person.Id, static (member, person) => new { member, person })
                .OrderByDescending(static row => row.member.CreatedAt).ThenByDescending(static row => row.member.PersonId).Take(count).ToListAsync(context.RequestAborted);
            return rows.ConvertAll(static row => MemberView.Of(row.person, row.member));
        },
        static member => new Cursor(member.CreatedAt, member.Id),
        static member => member);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, caller, store, context));

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await FindAsync(store, caller, id, context) is { } member ? Results.Ok(member) : Problem.NotFound(Members.Kind);

    private static async Task<IResult> AddAsync(MemberCreation body, Caller caller, PersonDirectory people, HubOptions options, HttpContext context)
    {
        var result = await people.AddAsync(caller, new NewPerson(body.Name, body.Email, body.Role));
        return result is { Person: { } person }
            ? Results.Created($"/api/v1{Path}/{person.Id}", new NewMemberView(person.Id, person.Name, body.Role, result.Token is { } token ? options.LinkTo(context.Request, $"/reset/{token}") : null))
            : result.Problem!;
    }

    private static async Task<IResult> ChangeAsync(Guid id, MemberPatch body, Caller caller, Members members, HubStore store, HttpContext context)
    {
        var result = await members.ChangeAsync(caller, id, body.Role);
        return result.Problem ?? (IResult)Results.Ok(await FindAsync(store, caller, id, context));
    }

    private static async Task<IResult> RemoveAsync(Guid id, Caller caller, Members members) => (await members.RemoveAsync(caller, id)).Problem ?? Results.NoContent();

    private static async Task<MemberView?> FindAsync(HubStore store, Caller caller, Guid id, HttpContext context)
    {
        var row = await store.Memberships.AsNoTracking().Where(member => member.WorkspaceId == caller.WorkspaceId && member.PersonId == id)
            .Join(store.People.AsNoTracking(), static member => member.PersonId, static person => person.Id, static (member, person) => new { member, person }).SingleOrDefaultAsync(context.RequestAborted);
        return row is null ? null : MemberView.Of(row.person, row.member);
    }
}
