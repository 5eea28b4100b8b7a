using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary><c>/api/v1/channels</c>: how people are told.</summary>
internal static class ChannelEndpoints
{
    private const string Path = "/channels";
    private const string Tag = "assistance";

    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.AssistanceRead).WithTags(Tag);
        read.MapGet("", ListAsync).WithName("ListChannels").WithSummary("Lists the channels, newest first.").Produces<Page<ChannelAnswer>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadChannel").WithSummary("Reads a channel, without its secret.").Produces<ChannelAnswer>();
        var write = api.MapGroup(Path).RequireScope(Scopes.AssistanceWrite).WithTags(Tag);
        write.MapPost("", CreateAsync).WithName("CreateChannel").WithSummary("Creates a channel.").Produces<ChannelAnswer>(StatusCodes.Status201Created);
        write.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeChannel").WithSummary("Changes what is given. If-Match is honoured.").Produces<ChannelAnswer>();
        write.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteChannel").WithSummary("Deletes a channel that no topic uses.").Produces(StatusCodes.Status204NoContent);
        write.MapPost("/{id:guid}/test", TestAsync).WithName("TestChannel").WithSummary("Sends a test message now, and answers what the channel said.").Produces<ChannelTest>();
    }

    /// <summary>Reads a page of the channels, newest first.</summary>
    public static Task<(Page<ChannelAnswer>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => store.Channels.AsNoTracking()
            .Where(channel => channel.WorkspaceId == caller.WorkspaceId && channel.DeletedAt == null
                && (after == null || channel.CreatedAt < after.Value.At || (channel.CreatedAt == after.Value.At && channel.Id < after.Value.Id)))
            .OrderByDescending(static channel => channel.CreatedAt).ThenByDescending(static channel => channel.Id)
            .Take(count).ToListAsync(context.RequestAborted),
        static channel => new Cursor(channel.CreatedAt, channel.Id),
        ChannelAnswer.Of);

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, caller, store, context));

    private static async Task<IResult> CreateAsync(ChannelCreation body, Caller caller, ChannelDirectory channels, HttpContext context)
    {
        var result = await channels.CreateAsync(caller, body.Kind, body.ToInput(), context.RequestAborted);
        if (result.Channel is not { } created)
        {
            return result.Problem!;
        }

        context.Response.Headers.ETag = created.Tag;
        return Results.Created($"/api/v1{Path}/{created.Id}", ChannelAnswer.Of(created));
    }

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, ChannelDirectory channels, HttpContext context) =>
        await channels.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is { } found ? Show(found, context) : Problem.NotFound("channel");

    private static async Task<IResult> ChangeAsync(Guid id, ChannelPatch body, Caller caller, ChannelDirectory channels, HttpContext context)
    {
        var result = await channels.ChangeAsync(caller, id, body.ToInput(), ETags.Sent(context.Request), context.RequestAborted);
        return result.Channel is { } changed ? Show(changed, context) : result.Problem!;
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, ChannelDirectory channels, HttpContext context) =>
        (await channels.DeleteAsync(caller, id, ETags.Sent(context.Request), context.RequestAborted)).Problem ?? Results.NoContent();

    private static async Task<IResult> TestAsync(Guid id, Caller caller, ChannelTesting testing, HttpContext context)
    {
        var (test, problem) = await testing.RunAsync(caller, id, context.RequestAborted);
        return problem ?? Results.Ok(test);
    }

    private static IResult Show(Channel channel, HttpContext context)
    {
        context.Response.Headers.ETag = channel.Tag;
        return Results.Ok(ChannelAnswer.Of(channel));
    }
}
