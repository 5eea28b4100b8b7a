using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Pages;

/// <summary><c>/w/{workspace}/topics</c>: who is told what.</summary>
internal static class TopicPages
{
    private const string Path = "topics";
    private const int LastRequests = 5;

    public static void MapTopicPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.AssistanceRead);
        read.MapGet("", ListAsync).WithNavigation("Topics", order: 24);
        read.MapGet("/{id:guid}", ShowAsync);
        var write = pages.MapGroup(Path).RequireScope(Scopes.AssistanceWrite);
        write.MapGet("/new", NewAsync);
        write.MapPost("", CreateAsync);
        write.MapGet("/{id:guid}/edit", EditAsync);
        write.MapPost("/{id:guid}/edit", SaveAsync);
        write.MapPost("/{id:guid}/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (topics, problem) = await TopicEndpoints.ReadPageAsync(page, caller, store, context);
        return problem ?? (IResult)new HtmlPage<TopicListPage>(new() { [nameof(TopicListPage.Topics)] = topics });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, HubStore store, HttpContext context)
    {
        if (await TopicEndpoints.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is not { } found)
        {
            return Problem.NotFound("topic");
        }

        var last = await RequestReading.LastAsync(store, caller.WorkspaceId, found.Topic.Name, LastRequests, context.RequestAborted);
        return new HtmlPage<TopicPage>(new() { [nameof(TopicPage.Topic)] = found.View(), [nameof(TopicPage.Last)] = last });
    }

    private static async Task<IResult> NewAsync(Caller caller, HubStore store, HttpContext context) =>
        await FormAsync(stored: null, new TopicForm(), refused: null, caller, store, context);

    private static async Task<IResult> CreateAsync(IFormCollection sent, Caller caller, TopicAdministration topics, HubStore store, HttpContext context)
    {
        var form = TopicForm.Read(sent);
        if (sent.ContainsKey("preview"))
        {
            return await FormAsync(stored: null, form, refused: null, caller, store, context);
        }

        var result = await topics.CreateAsync(caller, form.ToBody(), context.RequestAborted);
        return result.Topic is { } created
            ? new SeeOther(WorkspacePath.Of(context, $"{Path}/{created.Id}"), new FlashMessage($"The topic {created.Name} was created."))
            : await FormAsync(stored: null, form, result, caller, store, context);
    }

    private static async Task<IResult> EditAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await TopicEndpoints.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } stored
            ? await FormAsync(stored, TopicForm.Of(stored.View(), stored.Topic.Tag), refused: null, caller, store, context)
            : Problem.NotFound("topic");

    private static async Task<IResult> SaveAsync(Guid id, IFormCollection sent, Caller caller, TopicAdministration topics, HubStore store, HttpContext context)
    {
        var form = TopicForm.Read(sent);
        var isPreview = sent.ContainsKey("preview");
        var result = isPreview ? null : await topics.ReplaceAsync(caller, id, form.ToBody(), form.Tag, context.RequestAborted);
        if (result?.Topic is not null)
        {
            return new SeeOther(WorkspacePath.Of(context, $"{Path}/{id}"), new FlashMessage("The changes were saved. All replicas follow them within a minute."));
        }

        // What is stored now is shown beside what was typed; sending the form again means to replace it.
        return await TopicEndpoints.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } stored
            ? await FormAsync(stored, result?.Problem == ETags.Stale ? form with { Tag = stored.Topic.Tag } : form, result, caller, store, context)
            : Problem.NotFound("topic");
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, TopicAdministration topics, HttpContext context)
    {
        // The person has confirmed it, whatever its version is.
        var result = await topics.DeleteAsync(caller, id, "*", context.RequestAborted);
        return result.Topic is { } deleted ? new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage($"The topic {deleted.Name} was deleted.")) : result.Problem!;
    }

    private static async Task<HtmlPage<EditTopicPage>> FormAsync(StoredTopic? stored, TopicForm form, TopicResult? refused, Caller caller, HubStore store, HttpContext context)
    {
        var channels = await store.Channels.Where(channel => channel.WorkspaceId == caller.WorkspaceId && channel.DeletedAt == null)
            .OrderBy(static channel => channel.NameKey).Select(static channel => channel.Name).ToListAsync(context.RequestAborted);
        return new HtmlPage<EditTopicPage>(
            new()
            {
                [nameof(EditTopicPage.Stored)] = stored?.View(),
                [nameof(EditTopicPage.Form)] = form,
                [nameof(EditTopicPage.Preview)] = form.ToBody().Steps,
                [nameof(EditTopicPage.Problems)] = refused?.Fields ?? [],
                [nameof(EditTopicPage.Channels)] = channels,
                [nameof(EditTopicPage.IsStale)] = refused?.Problem == ETags.Stale,
            },
            refused?.Problem!.Status ?? StatusCodes.Status200OK);
    }
}
