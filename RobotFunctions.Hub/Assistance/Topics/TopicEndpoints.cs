using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary><c>/api/v1/topics</c>: what people can be asked for help with, and who is told of it.</summary>
internal static class TopicEndpoints
{
    private const string Path = "/topics";

    public static void MapTopics(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.AssistanceRead).WithTags("assistance");
        read.MapGet("", ListAsync).WithName("ListTopics").WithSummary("Lists the topics, newest first.").Produces<Page<TopicView>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadTopic").WithSummary("Reads a topic.").Produces<TopicView>();
        var write = api.MapGroup(Path).RequireScope(Scopes.AssistanceWrite).WithTags("assistance");
        write.MapPost("", CreateAsync).WithName("CreateTopic").WithSummary("Creates a topic.").Produces<TopicView>(StatusCodes.Status201Created);
        write.MapPut("/{id:guid}", ReplaceAsync).WithName("ReplaceTopic").WithSummary("Replaces a topic. If-Match is honoured.").Produces<TopicView>();
        write.MapDelete("/{id:guid}", DeleteAsync).WithName("RemoveTopic").WithSummary("Removes a topic. If-Match is honoured.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Reads a page of the topics, newest first.</summary>
    public static async Task<(Page<TopicView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, Caller caller, HubStore store, HttpContext context) => await page.ReadAsync(
        context,
        caller,
        async (after, count) => await StoredTopic.ReadAsync(
            store,
            await store.Topics.AsNoTracking()
                .Where(topic => topic.WorkspaceId == caller.WorkspaceId
                    && (after == null || topic.CreatedAt < after.Value.At || (topic.CreatedAt == after.Value.At && topic.Id < after.Value.Id)))
                .OrderByDescending(static topic => topic.CreatedAt).ThenByDescending(static topic => topic.Id).Take(count).ToListAsync(context.RequestAborted),
            context.RequestAborted),
        static stored => new Cursor(stored.Topic.CreatedAt, stored.Topic.Id),
        static stored => stored.View());

    /// <summary>A topic of a workspace; null if it has none of this id.</summary>
    public static async Task<StoredTopic?> FindAsync(HubStore store, Guid workspaceId, Guid id, CancellationToken cancellation) =>
        await store.Topics.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == workspaceId, cancellation) is { } topic
            ? (await StoredTopic.ReadAsync(store, [topic], cancellation))[0]
            : null;

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, caller, store, context));

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } found ? Results.Ok(Show(found, context)) : Problem.NotFound("topic");

    private static async Task<IResult> CreateAsync(TopicBody body, Caller caller, TopicAdministration topics, HubStore store, HttpContext context)
    {
        var result = await topics.CreateAsync(caller, body, context.RequestAborted);
        return result.Topic is { } topic ? Results.Created($"/api/v1{Path}/{topic.Id}", await ShowAsync(topic, store, context)) : result.Problem!;
    }

    private static async Task<IResult> ReplaceAsync(Guid id, TopicBody body, Caller caller, TopicAdministration topics, HubStore store, HttpContext context)
    {
        var result = await topics.ReplaceAsync(caller, id, body, ETags.Sent(context.Request), context.RequestAborted);
        return result.Topic is { } topic ? Results.Ok(await ShowAsync(topic, store, context)) : result.Problem!;
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, TopicAdministration topics, HttpContext context)
    {
        var result = await topics.DeleteAsync(caller, id, ETags.Sent(context.Request), context.RequestAborted);
        return result.Topic is not null ? Results.NoContent() : result.Problem!;
    }

    private static async Task<TopicView> ShowAsync(Topic topic, HubStore store, HttpContext context) =>
        Show((await StoredTopic.ReadAsync(store, [topic], context.RequestAborted))[0], context);

    private static TopicView Show(StoredTopic stored, HttpContext context)
    {
        context.Response.Headers.ETag = stored.Topic.Tag;
        return stored.View();
    }
}
