using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace RobotFunctions.Hub.Http;

/// <summary>Which page of a list is wanted. Endpoints take it as <c>[AsParameters]</c>.</summary>
internal sealed class PageRequest
{
    public const string LimitName = "limit";
    public const string CursorName = "cursor";

    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <summary>How many items are wanted.</summary>
    [FromQuery(Name = LimitName)]
    [Description("How many items are wanted: 1 to 500. Default: 50.")]
    public int? Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before; null for the first page.</summary>
    [FromQuery(Name = CursorName)]
    [Description("The next_cursor of the page before. The other parameters must stay the same.")]
    public string? Cursor { get; init; }

    /// <summary>Answers with a page of a list that is newest first.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <returns>200 with the page, or 400.</returns>
    public async Task<IResult> AnswerAsync<TRow, TItem>(
        HttpContext context, Caller caller, Func<Cursor?, int, Task<List<TRow>>> read, Func<TRow, Cursor> place, Func<TRow, TItem> show) =>
        Answer(context, await ReadAsync(context, caller, read, place, show));

    /// <summary>Answers with what <see cref="ReadAsync"/> read.</summary>
    /// <returns>200 with the page, or 400.</returns>
    public static IResult Answer<TItem>(HttpContext context, (Page<TItem>? Page, Problem? Problem) read)
    {
        if (read.Page?.NextCursor is { } next)
        {
            context.Response.Headers.Link = $"<{context.Request.PathBase}{PathOf(context.Request, next)}>; rel=\"next\"";
        }

        return read.Problem ?? Results.Ok(read.Page);
    }

    /// <summary>Reads a page of a list that is newest first.</summary>
    /// <param name="context">The request, whose query is part of the cursor.</param>
    /// <param name="caller">The caller, whose workspace is.</param>
    /// <param name="read">Reads at most so many rows after a place, in descending order of time and id.</param>
    /// <param name="place">The time and id of a row.</param>
    /// <param name="show">What the caller sees of a row.</param>
    /// <returns>The page; or the problem, if it is not a page of this list.</returns>
    public async Task<(Page<TItem>? Page, Problem? Problem)> ReadAsync<TRow, TItem>(
        HttpContext context, Caller caller, Func<Cursor?, int, Task<List<TRow>>> read, Func<TRow, Cursor> place, Func<TRow, TItem> show)
    {
        var limit = Limit ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit)
        {
            return (null, Problem.BadRequest($"limit must be between 1 and {MaxLimit}."));
        }

        var filter = Http.Cursor.Fingerprint(context.Request.Path, caller.WorkspaceId, context.Request.Query);
        Cursor? after = null;
        if (Cursor is not null && !Http.Cursor.TryParse(Cursor, filter, out after))
        {
            return (null, Problem.BadRequest("cursor does not belong to this list, or its filters were changed. Send a next_cursor as it was received, with the parameters of the page before, or none to start again."));
        }

        // One row more than wanted shows whether there is a next page.
        var rows = await read(after, limit + 1);
        var next = rows.Count > limit ? place(rows[limit - 1]).Format(filter) : null;
        return (new Page<TItem>([.. rows.Take(limit).Select(show)], next), null);
    }

    /// <summary>The path of another page of the list that is asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cursor">The cursor of the page; null for the first.</param>
    public static string PathOf(HttpRequest request, string? cursor)
    {
        var query = request.Query.Where(static part => part.Key != CursorName).SelectMany(static part => part.Value, static (part, value) => KeyValuePair.Create(part.Key, value));
        return request.Path + QueryString.Create(cursor is null ? query : query.Append(new(CursorName, cursor)));
    }
}
