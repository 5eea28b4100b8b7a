using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Answers requests that read the registry: lists, objects now and at a time, and histories.</summary>
internal static class RegistryReading
{
    /// <summary>Answers with a page of a list.</summary>
    public static async Task<IResult> ListAsync(PageRequest page, RegistryFilter filter, RegistryKind kind, Caller caller, HubStore store, HttpContext context) =>
        filter.Check() ?? await page.AnswerAsync(
            context,
            caller,
            (after, count) => QueryAsync(store, filter.ToQuery(caller.WorkspaceId, kind), after, count, context.RequestAborted),
            Place,
            static item => new RawJson(item.Document));

    /// <summary>Reads the rows of a page of a list.</summary>
    public static Task<List<RegistryItem>> QueryAsync(HubStore store, RegistryQuery query, Cursor? after, int count, CancellationToken cancellation) => query.Apply(store, after?.Id, count).ToListAsync(cancellation);

    /// <summary>The place of a row in its list.</summary>
    public static Cursor Place(RegistryItem item) => new(DateTimeOffset.UnixEpoch, item.Id);

    /// <summary>Answers with an object as it is, or as it was at a time.</summary>
    public static async Task<IResult> ReadAsync(RegistryKind kind, Guid id, DateTimeOffset? asOf, Caller caller, HubStore store, HttpContext context)
    {
        if (asOf is { } time)
        {
            var version = await RegistryHistory.At(store, caller.WorkspaceId, kind, id, time).SingleOrDefaultAsync(context.RequestAborted);
            return version is { Change: not RegistryHistory.Deleted }
                ? Results.Json(new RawJson(version.Document))
                : new Problem(StatusCodes.Status404NotFound, $"Your workspace had no {kind.Title} with this id at that time.");
        }

        return await store.FindRegistryItemAsync(caller.WorkspaceId, kind, id, context.RequestAborted) is { } item ? Show(item, StatusCodes.Status200OK, context) : Problem.NotFound(kind.Title);
    }

    /// <summary>Answers with a page of the history of an object, which may be deleted.</summary>
    public static async Task<IResult> ReadHistoryAsync(PageRequest page, RegistryKind kind, Guid id, Caller caller, HubStore store, HttpContext context)
    {
        var (versions, problem) = await ReadVersionsAsync(page, kind, id, caller, store, context);
        return versions is { Items.Count: 0 } ? Problem.NotFound(kind.Title)
            : PageRequest.Answer(context, (versions is null ? null : new Page<RegistryVersionView<RawJson>>([.. versions.Items.Select(RegistryVersionViews.Of)], versions.NextCursor), problem));
    }

    /// <summary>Reads a page of the history of an object.</summary>
    public static Task<(Page<RegistryVersion>? Page, Problem? Problem)> ReadVersionsAsync(PageRequest page, RegistryKind kind, Guid id, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,

        // The place in a history is a number, which a cursor has as its time.
        (after, count) => RegistryHistory.Of(store, caller.WorkspaceId, kind, id, before: (int?)after?.At.UtcTicks).Take(count).ToListAsync(context.RequestAborted),
        version => new Cursor(new DateTimeOffset(version.Version, TimeSpan.Zero), id),
        static version => version);

    /// <summary>Answers with what came of a change.</summary>
    public static IResult Answer(RegistryResult result, HttpContext context) => result.Item is { } item ? Show(item, StatusCodes.Status200OK, context) : result.Problem!;

    /// <summary>Answers with an object and its version.</summary>
    public static IResult Show(RegistryItem item, int status, HttpContext context)
    {
        context.Response.Headers.ETag = item.Tag;
        return Results.Json(new RawJson(item.Document), statusCode: status);
    }
}
